# One question to rifq, by its program or its server, within a deadline.
package RT::Extension::Rifq::Ask;

use strict;
use warnings;
use utf8;

use IPC::Open3 ();
use JSON ();
use Net::HTTP ();
use Symbol ();
use Time::HiRes ();
use URI ();

# Returns the answer, or nothing and the cause in words that hold nothing of the reply.
sub Ask {
    my ( $options, $request ) = @_;
    # rifq is to give up a little before the agent's patience ends: then it can say so itself.
    my %asked = ( %$request, deadline_ms => int( $options->{Deadline} * 0.9 ) || 1 );
    my $body = JSON->new->utf8->canonical->encode( \%asked );
    my $said = eval {
        Within( $options->{Deadline}, sub { $options->{Program} ? Program( $options, $body ) : Server( $options, $body ) } );
    };
    return ( undef, Cause($@) ) unless defined $said;

    my $answer = eval { JSON->new->utf8->decode($said) };
    my $verdict = ref $answer eq 'HASH' ? $answer->{verdict} // '' : '';
    return ( undef, 'the answer is no verdict' ) unless $verdict =~ /^(?:pass|warn|block)$/ && ref $answer->{decision} eq 'HASH';
    return $answer;
}

sub Cause {
    my ($error) = @_;
    my ($line) = split /\n/, $error || 'unknown cause';
    $line =~ s/ at \S+ line \d+\.?$//;
    return $line;
}

sub Within {
    my ( $milliseconds, $code ) = @_;
    my $result = eval {
        local $SIG{ALRM} = sub { die "deadline\n" };
        local $SIG{PIPE} = 'IGNORE';
        Time::HiRes::alarm( $milliseconds / 1000 );
        my $done = $code->();
        Time::HiRes::alarm(0);
        $done;
    };
    my $error = $@;
    Time::HiRes::alarm(0);
    die $error unless defined $result;
    return $result;
}

sub Program {
    my ( $options, $body ) = @_;
    my @command = ( $options->{Program}, 'hook', $options->{Config} ? ( '--config', $options->{Config} ) : () );
    local $SIG{CHLD} = 'DEFAULT';
    my ( $in, $out, $err ) = map { Symbol::gensym() } 1 .. 3;
    my $pid = RT::Util::safe_run_child { IPC::Open3::open3( $in, $out, $err, @command ) };
    my ( $said, $problem ) = eval {
        binmode $_ for $in, $out, $err;
        local $/;
        print {$in} $body;
        close $in;
        ( scalar <$out>, scalar <$err> );
    };
    my $error = $@;
    kill KILL => $pid if $error;
    waitpid $pid, 0;
    die $error if $error;
    die "rifq was ended by signal " . ( $? & 127 ) . "\n" if $? & 127;
    die 'rifq: ' . ( $problem || 'no verdict' ) . "\n" if $?;
    return $said;
}

sub Server {
    my ( $options, $body ) = @_;
    my $socket = Connect( $options->{Server} );
    my %headers = ( 'Content-Type' => 'application/json', 'Connection' => 'close' );
    $headers{Authorization} = 'Bearer ' . Token( $options->{TokenFile} ) if $options->{TokenFile};
    $socket->write_request( POST => '/v1/hook', %headers, $body ) or die "the server does not listen: $!\n";
    my ($status) = $socket->read_response_headers;
    my $said = '';
    while ( my $read = $socket->read_entity_body( my $part, 65536 ) ) {
        $said .= $part;
    }
    die "the server answers with status $status\n" unless $status == 200;
    return $said;
}

sub Connect {
    my ($server) = @_;
    my $socket;
    if ( $server =~ /^unix:(.+)/ ) {
        $socket = RT::Extension::Rifq::Ask::Unix->new( Host => 'localhost', Path => $1 );
    }
    else {
        my $url = URI->new($server);
        my ( $host, $port ) = ( $url->host, $url->port );
        if ( $url->scheme eq 'https' ) {
            require Net::HTTPS;
            $socket = Net::HTTPS->new(
                Host => $host, PeerPort => $port, SSL_hostname => $host,
                SSL_verify_mode => 1, SSL_verifycn_scheme => 'http', SSL_verifycn_name => $host,
            );
        }
        else {
            $socket = Net::HTTP->new( Host => $host, PeerPort => $port );
        }
    }
    return $socket || die "the server cannot be reached: " . ( $@ || $! ) . "\n";
}

sub Token {
    my ($file) = @_;
    open my $handle, '<', $file or die "the token cannot be read: $!\n";
    my ($token) = grep { /\S/ && !/^\s*#/ } <$handle>;
    die "there is no token in its file\n" unless defined $token;
    $token =~ s/^\s+|\s+$//g;
    return $token;
}

# HTTP over a socket in the file system, as the manual of Net::HTTP shows for other kinds of sockets.
package RT::Extension::Rifq::Ask::Unix;

use IO::Socket::UNIX ();
our @ISA = ( 'IO::Socket::UNIX', 'Net::HTTP::Methods' );

sub configure {
    my ( $self, $options ) = @_;
    return $self->http_configure($options);
}

sub http_connect {
    my ( $self, $options ) = @_;
    return IO::Socket::UNIX::configure( $self, { Peer => $options->{Path} } );
}

1;
