# Two agents, two customers and their tickets; prints the tickets' numbers.
use strict;
use warnings;
use utf8;
use JSON ();
use RT;

RT::LoadConfig();
RT::Init();

sub person {
    my (%person) = @_;
    my $user = RT::User->new( RT->SystemUser );
    my ( $id, $message ) = $user->Create(%person);
    die $message unless $id;
    return $user;
}

for my $agent ( { Name => 'dina', RealName => 'Dina Haddad', Lang => 'en' }, { Name => 'huda', RealName => 'هدى العلي', Lang => 'ar' } ) {
    my $user = person( %$agent, EmailAddress => "$agent->{Name}\@example.com", Password => 'password', Privileged => 1 );
    my ( $done, $message ) = $user->PrincipalObj->GrantRight( Right => 'SuperUser', Object => RT->System );
    die $message unless $done;
}

my %customers = (
    sara => [ 'Sara Miller', 'Refund', "Hello,\n\nmy shoes never arrived and I have waited for three weeks. When will I get my refund?\n\nSara" ],
    nour => [ 'نور الحربي', 'طلب استرداد', "السلام عليكم،\n\nلم يصلني الحذاء منذ ثلاثة أسابيع، وأريد استرداد المبلغ. متى يصلني؟\n\nنور" ],
);
my %tickets;
for my $name ( sort keys %customers ) {
    my ( $real, $subject, $text ) = @{ $customers{$name} };
    my $user = RT::CurrentUser->new( person( Name => $name, RealName => $real, EmailAddress => "$name\@customers.example", Privileged => 0 ) );
    my $everyone = RT::Group->new( RT->SystemUser );
    $everyone->LoadSystemInternalGroup('Everyone');
    $everyone->PrincipalObj->GrantRight( Right => $_, Object => RT->System ) for qw(CreateTicket SeeQueue);
    for my $number ( 1 .. 12 ) {
        my $ticket = RT::Ticket->new($user);
        my ( $id, undef, $message ) = $ticket->Create(
            Queue => 'General', Subject => $subject, Requestor => $user->id,
            MIMEObj => MIME::Entity->build( Type => 'text/plain', Charset => 'UTF-8', Data => [ Encode::encode_utf8($text) ] ),
        );
        die $message unless $id;
        push @{ $tickets{$name} }, $id;
    }
}
print JSON::encode_json( \%tickets );
