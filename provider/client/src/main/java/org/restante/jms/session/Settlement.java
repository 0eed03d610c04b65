package org.restante.jms.session;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.link.Event.Delivery;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Envelope;

/**
 * Settles a session's messages: acknowledges, commits, or gives them back. Owned by the session's thread; single
 * acknowledgements may come from any thread.
 *
 * <p>The trap: giving back takes all deliveries and all credit of the session. So the inbox is paused before the
 * request, and emptied after the reply; deliveries that arrive between are stale.
 */
public final class Settlement {

    /** The number of messages that a DUPS_OK session acknowledges in one batch. */
    static final int LAZY_BATCH = 64;

    private final LinkClient client;
    private final int session;
    private final AckMode mode;
    private final SessionInbox inbox;
    private final SessionInbox loaded;
    private final Work own = new Work();
    private final Unacknowledged unacknowledged = own.unacknowledged();
    private final Set<Work> branches = new CopyOnWriteArraySet<>();
    private volatile Work current = own;
    private volatile boolean committing;
    private volatile @Nullable String rolledBack;

    /**
     * @param inbox the deliveries of the session's own consumers
     * @param loaded the deliveries that connection consumers have loaded
     */
    Settlement(LinkClient client, int session, AckMode mode, SessionInbox inbox, SessionInbox loaded) {
        this.client = client;
        this.session = session;
        this.mode = mode;
        this.inbox = inbox;
        this.loaded = loaded;
    }

    /** The present mode: TRANSACTED inside a branch of a distributed transaction, whatever the session's own mode. */
    AckMode mode() {
        return current == own ? mode : AckMode.TRANSACTED;
    }

    public int session() {
        return session;
    }

    public boolean isInBranch() {
        return current != own && branches.contains(current);
    }

    /** Starts work in a branch: further sends and receives belong to it. */
    public void enter(Work branch) {
        branches.add(branch);
        current = branch;
    }

    /** Ends work in the branch. */
    public void leave() {
        current = own;
    }

    /** Ends work in the branch; further work is refused until the session enters a branch again. */
    public void leaveForGood(String reason) {
        Work refusing = new Work();
        refusing.lose(reason);
        current = refusing;
    }

    /**
     * The link has reconnected to a new broker. An open transaction is marked for rollback, because the new broker does
     * not have its deliveries. A transaction whose commit is in progress is not marked: the answer decides.
     *
     * @param lost deliveries that are no longer in flight
     */
    void onRenewed(Set<Tag> lost) {
        if (mode == AckMode.TRANSACTED && !committing && !own.isEmpty()) {
            rolledBack = "the broker ended while the transaction was open";
        }
        unacknowledged.lose(lost);
        for (Work branch : branches) {
            if (branch.unacknowledged().lose(lost)) {
                branch.lose("the broker ended before the branch was prepared");
            }
        }
    }

    /** Forgets a branch whose work is prepared, committed or lost. */
    public void forget(Work branch) {
        branches.remove(branch);
    }

    /** Refuses work in a lost branch. */
    void checkUsable() throws JMSException {
        current.checkUsable();
    }

    /** Records a message that the application is about to see. */
    void addSeen(Delivery delivery) {
        current.unacknowledged().add(delivery.tag(), delivery.consumer());
    }

    /**
     * Acknowledges a message in the automatic modes: before a receive returns, or after a listener has returned. A
     * message given back meanwhile is not acknowledged.
     *
     * @return whether the message was still in flight for the session; a new broker may have delivered it to another
     *     consumer
     */
    boolean acknowledgeConsumed(Tag tag) throws JMSException {
        boolean isOurs = unacknowledged.has(tag);
        if (mode == AckMode.AUTO && isOurs) {
            client.askUninterruptibly(new Request.Acknowledge(session, List.of(tag)));
            isOurs = unacknowledged.has(tag);
            unacknowledged.remove(tag);
        } else if (mode == AckMode.DUPS_OK && unacknowledged.finish(tag) >= LAZY_BATCH) {
            acknowledgeLazily();
        }
        return isOurs;
    }

    /** Reports a message that was dropped unseen, because its time to live has ended. */
    void dropExpired(Tag tag) {
        client.start(new Request.Expired(session, List.of(tag)));
    }

    /**
     * Acknowledges the finished messages of a DUPS_OK session, when it is idle. The message that a listener is
     * processing is not included.
     */
    void acknowledgeLazily() {
        List<Tag> tags = unacknowledged.takeFinished();
        if (!tags.isEmpty()) {
            client.start(new Request.Acknowledge(session, tags));
        }
    }

    /** Acknowledges for the application's call of acknowledge on a message. */
    void acknowledge(Tag tag) throws JMSException {
        if (mode == AckMode.CLIENT) {
            acknowledgeAll();
        } else if (mode == AckMode.INDIVIDUAL && unacknowledged.has(tag)) {
            client.askUninterruptibly(new Request.Acknowledge(session, List.of(tag)));
            unacknowledged.remove(tag);
        }
    }

    void acknowledgeAll() throws JMSException {
        if (mode != AckMode.CLIENT && mode != AckMode.INDIVIDUAL) {
            return;
        }
        List<Tag> tags = unacknowledged.all();
        if (!tags.isEmpty()) {
            client.askUninterruptibly(new Request.Acknowledge(session, tags));
            unacknowledged.removeAll(tags);
        }
    }

    void send(Envelope message) throws JMSException {
        if (mode() == AckMode.TRANSACTED) {
            current.checkUsable();
            current.transaction().add(message);
        } else {
            client.ask(new Request.Send(message));
        }
    }

    void commit() throws JMSException {
        checkTransacted("commit");
        committing = true;
        try {
            commitOpen();
        } finally {
            committing = false;
        }
    }

    private void commitOpen() throws JMSException {
        String undone = rolledBack;
        if (undone != null) {
            rollback();
            throw new TransactionRolledBackException(
                    "the transaction was rolled back: " + undone, Problem.ILLEGAL_STATE.name());
        }
        List<Envelope> sends = own.transaction().end();
        List<Tag> acknowledged = unacknowledged.all();
        if (sends.isEmpty() && acknowledged.isEmpty()) {
            return;
        }
        Reply reply = client.awaitReply(new Request.Commit(session, sends, acknowledged));
        if (!(reply instanceof Reply.Refused refused)) {
            unacknowledged.removeAll(acknowledged);
        } else if (refused.problem() == Problem.CLOSED) {
            throw Problems.translate(
                    Problem.CLOSED, "it is not known whether the transaction was committed: " + refused.reason());
        } else {
            giveBack();
            throw new TransactionRolledBackException(
                    "the transaction was rolled back, because the broker refused it: " + refused.reason(),
                    refused.problem().name());
        }
    }

    void rollback() throws JMSException {
        checkTransacted("rollback");
        rolledBack = null;
        own.transaction().end();
        giveBack();
    }

    void recover() throws JMSException {
        if (mode == AckMode.TRANSACTED) {
            throw new IllegalStateException("the session is transacted; call rollback instead of recover");
        }
        acknowledgeLazily(); // messages that a DUPS_OK session has finished are not delivered again
        giveBack();
    }

    /** Gives back the message that a listener threw on; finished messages before it are acknowledged. */
    void giveBackFailed() throws JMSException {
        acknowledgeLazily();
        giveBack();
    }

    /** Gives all unacknowledged messages back; they are delivered again, in order. */
    void giveBack() throws JMSException {
        giveBack(own);
    }

    /** Gives back the messages seen in one branch; messages seen outside the branch stay in flight. */
    public void giveBack(Work work) throws JMSException {
        List<Tag> seen = work.unacknowledged().all();
        List<Tag> kept = tagsOf(
                other -> other == work ? List.of() : other.unacknowledged().all());
        boolean done = false;
        inbox.pause();
        loaded.pause();
        try {
            client.askUninterruptibly(new Request.Recover(session, seen, kept));
            work.unacknowledged().removeAll(seen);
            done = true;
        } finally {
            inbox.resume(done);
            loaded.resume(done);
        }
    }

    void closeConsumer(int consumer) throws JMSException {
        acknowledgeLazily();
        end(new Request.CloseConsumer(
                consumer, tagsOf(work -> work.unacknowledged().of(consumer))));
    }

    void closeSession() throws JMSException {
        acknowledgeLazily();
        own.transaction().end();
        branches.forEach(branch -> branch.lose("the session was closed before the branch was prepared"));
        end(new Request.CloseSession(
                session, tagsOf(work -> work.unacknowledged().all())));
    }

    private List<Tag> tagsOf(Function<Work, List<Tag>> which) {
        List<Tag> tags = new ArrayList<>(which.apply(own));
        branches.forEach(branch -> tags.addAll(which.apply(branch)));
        return tags;
    }

    /**
     * Makes a closing request. A refusal because the link has ended is ignored, because the link's end closes
     * everything.
     */
    private void end(Request request) throws JMSException {
        Reply reply = client.awaitReply(request);
        if (!(reply instanceof Reply.Refused refused && refused.problem() == Problem.CLOSED)) {
            LinkClient.orThrow(reply);
        }
    }

    private void checkTransacted(String call) throws JMSException {
        if (mode != AckMode.TRANSACTED) {
            throw new IllegalStateException(
                    "the session is not transacted, so it cannot " + call + "; create it with SESSION_TRANSACTED");
        }
    }
}
