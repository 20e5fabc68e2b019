# What rifq is told of a reply: the request of docs/schema/request.json, made of the page's arguments and the ticket.
package RT::Extension::Rifq::Request;

use strict;
use warnings;
use utf8;

# Characters of an earlier message that are told.
my $LONGEST_TURN = 16 * 1024;

# The request, or nothing where no text would be sent.
sub Build {
    my (%case) = @_;
    my ( $args, $user, $ticket ) = @case{qw(Args User Ticket)};
    my $type = $args->{UpdateContentType} // '';
    my $text = RT::Interface::Web::StripContent(
        Content => $args->{UpdateContent}, ContentType => $type, StripSignature => 1, CurrentUser => $user,
    );
    return unless defined $text && $text =~ /\S/;

    my $language = $user->LanguageHandle->language_tag =~ /^ar/ ? 'ar' : 'en';
    my $attached = $HTML::Mason::Commands::session{Attachments}{ $args->{Token} // '' } || {};
    my $customer = $ticket->Requestors->UserMembersObj->First;
    return {
        id          => '' . $ticket->id,
        text        => "$text",
        markup      => $type eq 'text/html' ? 'html' : 'email',
        channel     => 'email',
        queue       => $ticket->QueueObj->Name,
        subject     => $args->{UpdateSubject} || $ticket->Subject,
        attachments => scalar keys %$attached,
        thread      => Thread( $ticket, $user, $case{Turns} ),
        # An address is no name.
        customer    => { name => $customer ? $customer->RealName || undef : undef },
        agent       => { id => $user->Name, name => $user->UserObj->RealName || undef },
        ui_language => $language,
    };
}

# The last messages between customer and agents, oldest first; comments are no part of it.
sub Thread {
    my ( $ticket, $user, $most ) = @_;
    my $transactions = $ticket->Transactions;
    $transactions->Limit( FIELD => 'Type', VALUE => $_, ENTRYAGGREGATOR => 'OR' ) for qw(Create Correspond);
    $transactions->OrderByCols( { FIELD => 'Created', ORDER => 'DESC' }, { FIELD => 'id', ORDER => 'DESC' } );
    my @turns;
    while ( @turns < $most and my $transaction = $transactions->Next ) {
        next unless $transaction->ContentObj;
        my $text = $transaction->Content( Type => 'text/plain' ) // '';
        next unless $text =~ /\S/;
        my $writer = $transaction->CreatorObj;
        my $customer = $writer->id != $user->id && ( $ticket->IsRequestor( $writer->id ) || !$writer->Privileged );
        unshift @turns, {
            role => $customer ? 'customer' : 'agent',
            text => substr( $text, 0, $LONGEST_TURN ),
            at   => $transaction->CreatedObj->W3CDTF( Timezone => 'UTC' ),
        };
    }
    return \@turns;
}

1;
