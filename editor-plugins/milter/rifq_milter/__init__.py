"""A milter that asks rifq before a reply leaves the mail server."""
