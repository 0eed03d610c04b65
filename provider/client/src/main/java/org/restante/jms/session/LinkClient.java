package org.restante.jms.session;

import jakarta.jms.JMSException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;
import org.restante.link.Problem;
import org.restante.link.Reason;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * A link with blocking calls: makes requests and waits for their replies. Any thread may use it, except the link's own,
 * which would wait for itself.
 *
 * <p>A wait has no time limit; it ends with the reply or with the link. An interrupt does not end it
 * (docs/decisions/0030-interrupts.md).
 */
public final class LinkClient implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LinkClient.class.getName());

    private final Link link;
    private final Reply.Connected connected;
    private final Opening opening;

    private final Set<CompletableFuture<Reply>> waiting = ConcurrentHashMap.newKeySet();

    private volatile @Nullable String ended;

    /** How to open a link to the same broker as the same user. It has the password, so it stays in memory. */
    private interface Opening {
        LinkClient open() throws JMSException;
    }

    private LinkClient(Link link, Reply.Connected connected, Opening opening) {
        this.link = link;
        this.connected = connected;
        this.opening = opening;
    }

    /** Opens a link and logs in. Events, at least the end of the link, may arrive before this method returns. */
    public static LinkClient open(LinkUri uri, @Nullable String user, @Nullable String password, Consumer<Event> events)
            throws JMSException {
        Link link;
        try {
            link = uri.open(events);
        } catch (LinkException e) {
            throw Problems.caused(Problems.translate(e.problem(), String.valueOf(e.getMessage())), e);
        } catch (IllegalArgumentException e) {
            throw Problems.caused(new JMSException(e.getMessage()), e);
        }
        return connect(link, user, password, () -> open(uri, user, password, event -> {}));
    }

    static LinkClient connect(Link link, @Nullable String user, @Nullable String password) throws JMSException {
        return connect(link, user, password, () -> {
            throw new JMSException("the link was opened without a URI");
        });
    }

    private static LinkClient connect(Link link, @Nullable String user, @Nullable String password, Opening opening)
            throws JMSException {
        LinkClient before = new LinkClient(link, new Reply.Connected(0, 0, 0), opening);
        try {
            Reply reply = before.ask(new Request.Connect(user, password));
            if (reply instanceof Reply.Connected connected) {
                return new LinkClient(link, connected, opening);
            }
            throw new JMSException("the broker answered Connect with " + reply);
        } catch (JMSException e) {
            link.close();
            throw e;
        }
    }

    Reply.Connected connected() {
        return connected;
    }

    /** The wall clock for the times in messages. */
    public InstantSource clock() {
        return link.clock();
    }

    /** Opens a further link to the same broker, as the same user; for requests that belong to no session. */
    public LinkClient openAnother() throws JMSException {
        return opening.open();
    }

    /** Makes a request and does not wait for the reply. */
    CompletionStage<Reply> start(Request request) {
        return start(request, link::request);
    }

    /** As {@link #start(Request)}, if the reply is not urgent. */
    CompletionStage<Reply> startAhead(Request request) {
        return start(request, link::requestAhead);
    }

    /** Asks for the late replies to earlier requests: the reply to an acknowledgement of nothing takes them along. */
    void hurry(int session) {
        start(new Request.Acknowledge(session, List.of()));
    }

    private CompletionStage<Reply> start(Request request, Function<Request, CompletionStage<Reply>> how) {
        String end = ended;
        if (end != null) {
            return CompletableFuture.completedFuture(Reply.Refused.unsent(end));
        }
        try {
            return how.apply(request);
        } catch (RuntimeException
                | Error e) { // the caller may be a thread that serves others, or keep count of its requests
            LOG.log(Level.ERROR, "the request '" + request.words() + "' could not be made", e);
            return CompletableFuture.completedFuture(new Reply.Refused(
                    e instanceof OutOfMemoryError ? Problem.RESOURCE_LIMIT : Problem.INTERNAL,
                    "the request could not be made: " + Reason.of(e)));
        }
    }

    /**
     * Makes a request and waits for its reply; a refusal is thrown. An interrupt does not end the wait, so that the
     * outcome is known; its flag is set again afterwards. The end of the link ends the wait.
     */
    Reply ask(Request request) throws JMSException {
        return orThrow(awaitReply(request));
    }

    /** As {@link #ask}, but returns a refusal. */
    public Reply awaitReply(Request request) throws JMSException {
        return awaitReply(start(request), request);
    }

    /** As {@link #awaitReply(Request)}, for a request that was started before, or for sends. */
    Reply awaitReply(CompletionStage<Reply> stage, Object doing) throws JMSException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return await(stage, doing);
                } catch (JMSException e) {
                    if (!Problems.isInterrupted(e) || !Thread.interrupted()) {
                        throw e;
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Refuses at once if the link is known to have ended. */
    public void checkLive() throws JMSException {
        String end = ended;
        if (end != null) {
            throw Problems.translate(Problem.CLOSED, "the connection is lost; make a new one: " + end);
        }
    }

    /** Returns the reply; throws a refusal. */
    static Reply orThrow(Reply reply) throws JMSException {
        if (reply instanceof Reply.Refused refused) {
            throw Problems.translate(refused.problem(), refused.reason());
        }
        return reply;
    }

    /** Waits for a reply and returns it, including a refusal. */
    @SuppressWarnings("CollectionUndefinedEquality") // identity of futures is intended
    Reply await(CompletionStage<Reply> stage, Object doing) throws JMSException {
        CompletableFuture<Reply> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            waiting.add(future);
            String end = ended;
            if (end != null) {
                future.complete(new Reply.Refused(Problem.CLOSED, end));
            }
        }
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw Problems.interrupted(
                    "waiting for the reply to " + name(doing) + "; the broker may still execute it", e);
        } catch (ExecutionException e) {
            throw Problems.caused(new JMSException("the link failed at " + name(doing) + ": " + Reason.of(e)), e);
        } finally {
            waiting.remove(future);
        }
    }

    private static String name(Object doing) {
        return doing instanceof Request request ? "'" + request.words() + "'" : "a send";
    }

    /** Ends all waits, present and future. Called when the link has ended. */
    void end(String reason) {
        ended = reason;
        Reply.Refused end = new Reply.Refused(Problem.CLOSED, reason);
        waiting.forEach(future -> future.complete(end));
    }

    @Override
    public void close() {
        link.close();
        end("the connection was closed");
    }
}
