# Holds a reply on its page when rifq says so: settings, and what the callbacks under html/ do.
package RT::Extension::Rifq;

use strict;
use warnings;
use utf8;

our $VERSION = '0.1.0';

use RT::Extension::Rifq::Ask;
use RT::Extension::Rifq::Request;

RT->AddStyleSheets('rifq.css');
RT->AddJavaScript('rifq.js');

my %DEFAULTS = (
    Program   => undef,     # path of the program; or:
    Server    => undef,     # http://…, https://… or unix:/path of `rifq serve`
    TokenFile => undef,     # a file with the server's token
    Config    => undef,     # for Program: the file with rules and policy
    OnFailure => 'pass',    # what happens without a verdict: pass or block
    Deadline  => 2000,      # milliseconds that an agent waits at most
    Queues    => undef,     # names of the queues this holds for; all by default
    Turns     => 6,         # so many earlier messages of the ticket are told
    Reasons   => [qw(false-alarm agreed-with-customer urgent)],
);

# The settings of %Rifq over the defaults.
sub Options {
    my %given = RT->Config->Get('Rifq');
    return { %DEFAULTS, map { $_ => $given{$_} } grep { defined $given{$_} } keys %given };
}

# What is wrong with the settings, a sentence each.
sub Problems {
    my $options = Options();
    my @problems = map {"%Rifq: no such setting: $_"} grep { !exists $DEFAULTS{$_} } sort keys %$options;
    push @problems, '%Rifq: OnFailure is pass or block' unless $options->{OnFailure} =~ /^(?:pass|block)$/;
    push @problems, '%Rifq: Deadline is a number of milliseconds' unless $options->{Deadline} =~ /^[1-9][0-9]*$/;
    push @problems, '%Rifq: one of Program and Server is needed' unless $options->{Program} xor $options->{Server};
    push @problems, "%Rifq: cannot be run: $options->{Program}" if $options->{Program} && !-x $options->{Program};
    for my $file ( grep {defined} @$options{qw(Config TokenFile)} ) {
        push @problems, "%Rifq: cannot be read: $file" unless -r $file;
    }
    return @problems;
}

# For the callbacks of all pages: true if the reply stays on its page. `Results` is the page's list of messages.
sub Hold {
    my (%page) = @_;
    my $user = $HTML::Mason::Commands::session{CurrentUser};
    my $case = Check( Args => $page{Args}, User => $user, Ticket => $page{Ticket} ) or return 0;
    # The list of messages runs from left to right in every language.
    $case->{line} = "\x{2067}$case->{line}\x{2069}" if $case->{line} =~ /\p{Arabic}/;
    if ( $case->{held} ) {
        push @{ $page{Results} }, $case->{line};
        $HTML::Mason::Commands::m->notes( rifq => $case );
    }
    else {
        # Shown with the other messages on the page that follows.
        push @{ $HTML::Mason::Commands::session{Actions}{''} }, $case->{line};
        $HTML::Mason::Commands::session{i}++;
    }
    return $case->{held};
}

# Judges the reply. Nothing where there is nothing to say; else a hash of `held`, `line`, and for a verdict `answer` and `shown`.
sub Check {
    my (%case) = @_;
    my ( $options, $user ) = ( Options(), $case{User} );
    return if ( $case{Args}{UpdateType} // '' ) ne 'response';
    my $queue = lc $case{Ticket}->QueueObj->Name;
    return if $options->{Queues} && !grep { lc eq $queue } @{ $options->{Queues} };

    my $request = RT::Extension::Rifq::Request::Build( %case, Turns => $options->{Turns} ) or return;
    my ( $answer, $why ) = RT::Extension::Rifq::Ask::Ask( $options, $request );
    my $override = $answer && Override( $case{Args}, $answer );
    if ($override) {
        ( $answer, $why ) = RT::Extension::Rifq::Ask::Ask( $options, { %$request, override => $override } );
    }
    return NoVerdict( \%case, $options, $why ) unless $answer;

    my ( $verdict, $decision ) = @$answer{qw(verdict decision)};
    my @codes = map { $_->{code} } @{ $decision->{reasons} };
    Log( \%case, info => "$verdict, override $decision->{override}: @codes" ) if $verdict ne 'pass' || $override;
    return if $verdict eq 'pass';
    return {
        held   => 1,
        answer => $answer,
        shown  => "@codes",
        line   => $verdict eq 'block'
        ? $user->loc('Not sent: this reply needs another look. The reasons stand above it.')
        : $user->loc('Not sent yet: what stands above the reply is worth a look. Send it as you think best.'),
    };
}

# The wish to send it all the same, where every reason of this verdict has been on the page before: what was not seen is not overridden.
sub Override {
    my ( $args, $answer ) = @_;
    return if $answer->{verdict} eq 'pass';
    my %shown = map { $_ => 1 } split ' ', $args->{RifqShown} // '';
    return if grep { !$shown{ $_->{code} } } @{ $answer->{decision}{reasons} };
    return {} if $answer->{verdict} eq 'warn';
    my ($reason) = grep { defined && /\S/ } @$args{qw(RifqReasonText RifqReason)};
    return defined $reason ? { reason => $reason } : $args->{RifqAllTheSame} ? {} : undef;
}

sub NoVerdict {
    my ( $case, $options, $why ) = @_;
    my $held = $options->{OnFailure} eq 'block';
    Log( $case, warning => ( $held ? 'held' : 'sent' ) . " without a verdict: $why" );
    return {
        held => $held,
        line => $held
        ? $case->{User}->loc('Not sent: the check of replies does not answer. Your reply is still here; please try again in a minute.')
        : $case->{User}->loc('Sent unchecked: the check of replies did not answer.'),
    };
}

# Never a word of the reply or of people: numbers, names of rules, causes.
sub Log {
    my ( $case, $level, $text ) = @_;
    RT->Logger->$level( 'rifq: ticket ' . $case->{Ticket}->id . ', user ' . $case->{User}->id . ": $text" );
}

$RT::Config::META{Rifq} = {
    Type          => 'HASH',
    PostLoadCheck => sub { RT->Logger->error($_) for Problems() },
};

1;
