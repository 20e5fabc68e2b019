# Settings of the Request Tracker under test; its folder is RIFQ_RT, the extension's settings stand as JSON in RIFQ_SETTINGS.
use JSON ();
my $scratch = $ENV{RIFQ_RT};
Set($rtname, 'test');
Set($Organization, 'example.com');
Set($CorrespondAddress, 'support@example.com');
Set($CommentAddress, 'comments@example.com');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, "$scratch/rtdb");
Set($WebPath, '');
Set($WebDomain, '127.0.0.1');
Set($WebPort, $ENV{RIFQ_RT_PORT} || 8091);
Set($WebBaseURL, 'http://127.0.0.1:' . ($ENV{RIFQ_RT_PORT} || 8091));
Set($MailCommand, 'sendmailpipe');
Set($SendmailPath, "$scratch/sendmail");
Set($LogToSyslog, undef);
Set($LogToFile, undef);
Set($LogToSTDERR, 'debug');
Set($MessageBoxRichText, $ENV{RIFQ_RICH});
$RT::MasonDataDir = "$scratch/mason";
$RT::MasonSessionDir = "$scratch/sessions";
$RT::LocalPluginPath = "$scratch/plugins";
unless ($ENV{RIFQ_PLAIN}) {
    Plugin('RT::Extension::Rifq');
    Set(%Rifq, %{ JSON::decode_json($ENV{RIFQ_SETTINGS}) });
}
1;
