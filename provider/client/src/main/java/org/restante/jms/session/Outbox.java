package org.restante.jms.session;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.jms.message.ForeignMessages;
import org.restante.jms.message.JmsDestinations;
import org.restante.jms.message.JmsMessage;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Envelope;
import org.restante.message.Header;

/**
 * Stamps and freezes a session's messages, and sends them or keeps them for the commit. Owned by the session's thread.
 */
final class Outbox {

    private final ConnectionContext connection;
    private final Settlement settlement;
    private final Completions completions;
    private final Unconfirmed unconfirmed;

    Outbox(ConnectionContext connection, Settlement settlement, Completions completions) {
        this.connection = connection;
        this.settlement = settlement;
        this.completions = completions;
        this.unconfirmed = new Unconfirmed(
                connection.client(),
                settlement.session(),
                connection.unconfirmed(),
                connection.reports()::reportUnlessEnded);
    }

    /** Sends a message of this producer; asynchronously if the listener is not null. */
    void send(
            Object producer,
            Destination to,
            @Nullable Message message,
            SendOptions options,
            @Nullable CompletionListener listener)
            throws JMSException {
        if (message == null) {
            throw new MessageFormatException("the message is null; create one with the session");
        }
        Envelope envelope = freeze(to, message, options);
        if (listener == null) {
            send(envelope);
            return;
        }
        if (message instanceof BytesMessage bytes) {
            bytes.reset(); // so that the listener can read it; here, before another thread has it
        }
        if (settlement.mode() == AckMode.TRANSACTED) {
            settlement.send(envelope);
            completions.send(producer, () -> CompletableFuture.completedStage(new Reply.Done()), message, listener);
        } else {
            completions.send(producer, () -> connection.client().start(new Request.Send(envelope)), message, listener);
        }
    }

    /** Waits for the answers to all sends that have returned without theirs. */
    void awaitUnconfirmed() throws JMSException {
        unconfirmed.awaitAll();
    }

    private void send(Envelope envelope) throws JMSException {
        boolean isTransacted = settlement.mode() == AckMode.TRANSACTED;
        if (!isTransacted && unconfirmed.send(envelope)) {
            return;
        }
        settlement.send(envelope);
        if (!isTransacted) {
            unconfirmed.recordAccepted(envelope);
        }
    }

    private Envelope freeze(Destination to, Message message, SendOptions options) throws JMSException {
        JmsMessage own = message instanceof JmsMessage known ? known : ForeignMessages.copy(message);
        long now = connection.clock().millis();
        Header header = new Header(
                connection.nextMessageId(),
                JmsDestinations.own(to),
                options.isPersistent(),
                options.priority(),
                options.timestamped() ? now : 0,
                options.timeToLive() == 0 ? 0 : later(now, options.timeToLive()),
                options.delay() == 0 ? 0 : later(now, options.delay()),
                own.correlation(),
                own.replyToAddress(),
                own.getJMSType());
        Envelope envelope = own.freeze(header);
        int max = connection.client().connected().maxMessage();
        if (envelope.size() > max) {
            throw Problems.translate(
                    Problem.MESSAGE_TOO_LARGE,
                    "the message has " + envelope.size() + " bytes and the broker accepts " + max
                            + "; send it in parts, or raise the broker's limit");
        }
        own.stamp(header, to);
        if (own != message) {
            ForeignMessages.stampBack(own, message);
        }
        return envelope;
    }

    /** The sum of both, or Long.MAX_VALUE if it overflows. */
    private static long later(long now, long by) {
        long sum = now + by;
        return sum < now ? Long.MAX_VALUE : sum;
    }
}
