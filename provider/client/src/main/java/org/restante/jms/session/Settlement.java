package org.restante.jms.session;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.jms.failure.Steps;
import org.restante.link.Event.Delivery;
import org.restante.link.NotAcknowledged;
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

    private final LinkClient client;
    private final int session;
    private final AckMode mode;
    private final SessionInbox inbox;
    private final SessionInbox loaded;
    private final Work own = new Work();
    private final Unacknowledged unacknowledged = own.unacknowledged();
    private final Acknowledging acknowledging;
    private final boolean confirmed;
    private final Set<Work> branches = new CopyOnWriteArraySet<>();
    /** The work of a branch that another thread has aborted: nothing can be added but deliveries, which are given back. */
    private final Work refused = new Work();

    private final Object turn = new Object();
    private final Object loading = new Object();
    private long returns;
    private volatile Work current = own;
    private @Nullable Delivery atListener;
    private volatile boolean committing;
    private volatile @Nullable String rolledBack;

    /**
     * @param inbox the deliveries of the session's own consumers
     * @param loaded the deliveries that connection consumers have loaded
     */
    Settlement(ConnectionContext connection, int session, AckMode mode, SessionInbox inbox, SessionInbox loaded) {
        this.client = connection.client();
        this.confirmed = connection.isConfirmed();
        this.acknowledging =
                new Acknowledging(client, session, unacknowledged, connection.reports()::reportUnlessEnded);
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

    /**
     * Starts work in a branch: further sends and receives belong to it, and so does the delivery that a listener is
     * processing, unless it belongs to a branch already.
     */
    public void enter(Work branch) {
        synchronized (turn) {
            branches.add(branch);
            Delivery open = atListener;
            if (open != null) {
                atListener = null;
                takeOver(open, branch);
            }
            current = branch;
        }
    }

    private void takeOver(Delivery open, Work branch) {
        Unacknowledged from = current == refused ? refused.unacknowledged() : unacknowledged;
        if (from.has(open.tag())) {
            from.remove(open.tag());
            branch.unacknowledged().add(open.tag(), open.consumer());
        } else {
            branch.loseDelivery(
                    "the broker ended before the branch was started, and delivers the listener's message again");
        }
    }

    /** Gives back the deliveries that listeners saw while the session refused work. */
    public void giveBackRefused() throws JMSException {
        if (current != refused && !refused.isEmpty()) {
            giveBack(refused);
        }
    }

    /** Ends work in the branch. */
    public void leave() {
        current = own;
    }

    /** Ends work in the branch; further work is refused until the session enters a branch again. */
    public void leaveForGood(String reason) {
        synchronized (turn) {
            refused.lose(reason);
            current = refused;
        }
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
        if (mode.isAutomatic() || mode == AckMode.TRANSACTED) {
            unacknowledged.lose(lost);
        } else {
            unacknowledged.loseSeen(lost);
        }
        refused.unacknowledged().lose(lost);
        for (Work branch : branches) {
            if (branch.unacknowledged().lose(lost)) {
                branch.loseDelivery("the broker ended before the branch was prepared");
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

    /**
     * Records a message that a receive is about to return, and acknowledges it in the automatic modes.
     *
     * @return false if the message must not be returned, because it is no longer in flight for the session; a new
     *     broker may have delivered it to another consumer
     */
    boolean receive(Delivery delivery) throws JMSException {
        Work work = current;
        work.unacknowledged().add(delivery.tag(), delivery.consumer());
        if (work != own) {
            return true; // its branch acknowledges it
        }
        return acknowledgeConsumed(delivery.tag()) || !mode.isAutomatic();
    }

    /** Records a message that a listener is about to see. */
    void beginListener(Delivery delivery) {
        synchronized (turn) {
            current.unacknowledged().add(delivery.tag(), delivery.consumer());
            atListener = current == own || current == refused ? delivery : null;
        }
    }

    /**
     * In the automatic modes, acknowledges the message of a listener that has returned, or gives it back if the
     * listener threw. A message that belongs to a branch follows the branch.
     */
    void endListener(Delivery delivery, boolean returned) throws JMSException {
        synchronized (turn) {
            Delivery open = atListener;
            if (open == null || !open.tag().equals(delivery.tag())) { // a branch has taken it over
                return;
            }
            atListener = null;
        }
        if (returned) {
            acknowledgeConsumed(delivery.tag());
        } else if (mode.isAutomatic() && unacknowledged.has(delivery.tag())) {
            giveBackFailed();
        }
    }

    /** Acknowledges a consumed message in the automatic modes. Returns whether it was still in flight for the session. */
    private boolean acknowledgeConsumed(Tag tag) throws JMSException {
        boolean isOurs = unacknowledged.has(tag);
        if (mode == AckMode.AUTO && isOurs && !confirmed) {
            acknowledging.finish(tag);
        } else if (mode == AckMode.AUTO && isOurs) {
            Reply reply = client.awaitReply(new Request.Acknowledge(session, List.of(tag)));
            isOurs = unacknowledged.has(tag);
            if (isOurs) {
                orThrowUnlessEnded(reply);
            }
            unacknowledged.remove(tag);
        } else if (mode == AckMode.DUPS_OK) {
            acknowledging.finishLazily(tag);
        }
        return isOurs;
    }

    /**
     * The answer to an acknowledgement. If the link has ended before it came, the broker may have kept the acknowledgement, so the
     * message must not be withheld; otherwise it comes again, as redelivered.
     */
    private static void orThrowUnlessEnded(Reply reply) throws JMSException {
        if (!(reply instanceof Reply.Refused refused) || refused.problem() != Problem.CLOSED) {
            LinkClient.orThrow(reply);
        }
    }

    /** Reports a message that was dropped unseen, because its time to live has ended. */
    void dropExpired(Tag tag) {
        client.start(new Request.Expired(session, List.of(tag)));
    }

    /**
     * Acknowledges the finished messages of an automatic session, when it is idle. The message that a listener is
     * processing is not included.
     */
    void acknowledgeLazily() {
        acknowledging.sendFinished();
    }

    /** Acknowledges the finished messages and waits until the broker has confirmed that. */
    void awaitAcknowledged() throws JMSException {
        acknowledging.awaitAll();
    }

    /** Acknowledges for the application's call of acknowledge on a message. */
    void acknowledge(Tag tag) throws JMSException {
        if (mode == AckMode.CLIENT) {
            acknowledgeAll();
        } else if (mode == AckMode.INDIVIDUAL && unacknowledged.has(tag)) {
            acknowledge(List.of(tag));
        } else if (mode == AckMode.INDIVIDUAL) {
            throwIfGone(unacknowledged.takeGone(tag) ? 1 : 0);
        }
    }

    /** Those that are lost meanwhile are named by the refusal, and not again. */
    private void acknowledge(List<Tag> tags) throws JMSException {
        try {
            client.ask(new Request.Acknowledge(session, tags));
            unacknowledged.removeAll(tags);
        } finally {
            tags.forEach(unacknowledged::takeGone);
        }
    }

    private static void throwIfGone(int messages) throws JMSException {
        if (messages > 0) {
            throw Problems.translate(Problem.ILLEGAL_STATE, NotAcknowledged.reason(messages));
        }
    }

    void acknowledgeAll() throws JMSException {
        if (mode != AckMode.CLIENT && mode != AckMode.INDIVIDUAL) {
            return;
        }
        int gone = unacknowledged.takeGone();
        List<Tag> tags = unacknowledged.all();
        if (!tags.isEmpty()) {
            acknowledge(tags);
        }
        throwIfGone(gone);
    }

    void send(Envelope message) throws JMSException {
        if (mode() == AckMode.TRANSACTED) {
            current.checkUsable();
            client.checkLive();
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
        try {
            client.checkLive();
        } catch (JMSException e) {
            own.transaction().end();
            throw rolledBackUnsent(e);
        }
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
        } else if (refused.isUnsent()) {
            throw rolledBackUnsent(Problems.translate(refused.problem(), refused.reason()));
        } else if (refused.problem() == Problem.CLOSED) {
            throw Problems.translate(
                    Problem.CLOSED, "it is not known whether the transaction was committed: " + refused.reason());
        } else {
            JMSException rolledBackNow = new TransactionRolledBackException(
                    "the transaction was rolled back, because the broker refused it: " + refused.reason(),
                    refused.problem().name());
            Steps.attempt(this::giveBack, rolledBackNow); // without a link the broker takes the deliveries back itself
            throw rolledBackNow;
        }
    }

    /** The broker has none of the sends, and takes the deliveries back when the link ends. */
    private static TransactionRolledBackException rolledBackUnsent(JMSException lost) {
        return Problems.caused(
                new TransactionRolledBackException(
                        "the transaction was rolled back, because its commit was not sent: " + lost.getMessage(),
                        Problem.CLOSED.name()),
                lost);
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
        awaitAcknowledged(); // finished messages are not delivered again
        giveBack();
    }

    /** Gives back the message that a listener threw on; finished messages before it are acknowledged. */
    private void giveBackFailed() throws JMSException {
        awaitAcknowledged();
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
        try {
            Request.Recover recover = new Request.Recover(session, seen, kept);
            CompletionStage<Reply> asked;
            synchronized (loading) {
                returns++;
                loaded.resume(true);
                asked = client.start(recover);
            }
            LinkClient.orThrow(client.awaitReply(asked, recover));
            work.unacknowledged().removeAll(seen);
            work.unacknowledged().takeGone();
            done = true;
        } finally {
            inbox.resume(done);
        }
    }

    /**
     * Takes over deliveries that are in flight for a connection consumer's session. The trap: the connection consumer
     * keeps its credit while this session gives its deliveries back, and is delivered the same messages again at once.
     * So deliveries that were asked for before the giving back are stale, and those asked for after it are not.
     *
     * @param from the number of that session
     * @param load puts the deliveries into the inbox; not called if they were given back meanwhile
     */
    void takeOver(int from, List<Tag> tags, Steps.Step load) throws JMSException {
        Request.HandOver handOver = new Request.HandOver(from, session, tags);
        CompletionStage<Reply> asked;
        long before;
        synchronized (loading) {
            before = returns;
            asked = client.start(handOver);
        }
        LinkClient.orThrow(client.awaitReply(asked, handOver));
        synchronized (loading) {
            if (before == returns) {
                load.take();
            }
        }
    }

    void closeConsumer(int consumer) throws JMSException {
        acknowledgeLazily();
        end(new Request.CloseConsumer(
                consumer, tagsOf(work -> work.unacknowledged().of(consumer))));
    }

    void closeSession() throws JMSException {
        awaitAcknowledged();
        own.transaction().end();
        branches.forEach(branch -> branch.lose("the session was closed before the branch was prepared"));
        List<Tag> seen = tagsOf(work -> work.unacknowledged().all());
        branches.forEach(branch -> branch.unacknowledged().removeAll(seen)); // the broker takes them back
        end(new Request.CloseSession(session, seen));
    }

    private List<Tag> tagsOf(Function<Work, List<Tag>> which) {
        List<Tag> tags = new ArrayList<>(which.apply(own));
        tags.addAll(which.apply(refused));
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
