"""Public replies in django-helpdesk are read by rifq before they are saved."""
