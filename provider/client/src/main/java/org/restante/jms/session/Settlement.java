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
 * What becomes of a session's messages: acknowledged, committed, or given back. Owned by the session's thread; single
 * acknowledgements may come from any.
 *
 * <p>The trap: giving back takes every delivery of the session and its credit, so the inbox is paused from before the request
 * until after the reply and then emptied; whatever arrived in between is stale.
 */
public final class Settlement {

    /** How many messages a lazy session lets pass before it acknowledges them. */
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
     * @param inbox what the session's consumers are given
     * @param loaded what connection consumers have loaded it with
     */
    Settlement(LinkClient client, int session, AckMode mode, SessionInbox inbox, SessionInbox loaded) {
        this.client = client;
        this.session = session;
        this.mode = mode;
        this.inbox = inbox;
        this.loaded = loaded;
    }

    /** As things are: in a branch of a distributed transaction every session is transacted. */
    AckMode mode() {
        return current == own ? mode : AckMode.TRANSACTED;
    }

    public int session() {
        return session;
    }

    public boolean isInBranch() {
        return current != own && branches.contains(current);
    }

    /** From here on what the session does belongs to a branch. */
    public void enter(Work branch) {
        branches.add(branch);
        current = branch;
    }

    /** From here on it does not. */
    public void leave() {
        current = own;
    }

    /** From here on the session does nothing, until it enters a branch again. */
    public void leaveForGood(String reason) {
        Work nothing = new Work();
        nothing.lose(reason);
        current = nothing;
    }

    /**
     * The broker ended and another goes on. An open transaction is rolled back, as the broker has nothing of it any more; one that is
     * being committed is not, because the answer will tell.
     *
     * @param lost what is in flight no more
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

    /** What was done for a branch is prepared, committed or lost. */
    public void forget(Work branch) {
        branches.remove(branch);
    }

    /** Whether the session may do anything now. */
    void checkUsable() throws JMSException {
        current.checkUsable();
    }

    /** The application is about to see a message. */
    void addSeen(Delivery delivery) {
        current.unacknowledged().add(delivery.tag(), delivery.consumer());
    }

    /**
     * A receive returns, or a listener has returned. A message given back meanwhile is not acknowledged.
     *
     * @return whether it was the session's until now; a broker that ended may have given it to another since
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

    /** A message whose time is over is dropped unseen. */
    void dropExpired(Tag tag) {
        client.start(new Request.Expired(session, List.of(tag)));
    }

    /** A lazy session has nothing better to do; the message that a listener is at is not acknowledged yet. */
    void acknowledgeLazily() {
        List<Tag> tags = unacknowledged.takeFinished();
        if (!tags.isEmpty()) {
            client.start(new Request.Acknowledge(session, tags));
        }
    }

    /** The application told a message to acknowledge itself. */
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
        acknowledgeLazily(); // what a lazy session is done with does not come again
        giveBack();
    }

    /** A listener threw on a message that would have been acknowledged; it goes back, and those before it do not. */
    void giveBackFailed() throws JMSException {
        acknowledgeLazily();
        giveBack();
    }

    /** Everything unacknowledged goes back to its place and is delivered again, in order. */
    void giveBack() throws JMSException {
        giveBack(own);
    }

    /** The same for what was seen in one branch; what was seen outside of it stays in flight. */
    public void giveBack(Work work) throws JMSException {
        List<Tag> seen = work.unacknowledged().all();
        List<Tag> kept =
                tagsOf(other -> other == work ? List.of() : other.unacknowledged().all());
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
        end(new Request.CloseConsumer(consumer, tagsOf(work -> work.unacknowledged().of(consumer))));
    }

    void closeSession() throws JMSException {
        acknowledgeLazily();
        own.transaction().end();
        branches.forEach(branch -> branch.lose("the session was closed before the branch was prepared"));
        end(new Request.CloseSession(session, tagsOf(work -> work.unacknowledged().all())));
    }

    private List<Tag> tagsOf(Function<Work, List<Tag>> which) {
        List<Tag> tags = new ArrayList<>(which.apply(own));
        branches.forEach(branch -> tags.addAll(which.apply(branch)));
        return tags;
    }

    /** What ends with the link anyway may be refused because the link has ended. */
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
