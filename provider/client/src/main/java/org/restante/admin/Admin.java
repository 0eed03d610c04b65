package org.restante.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.BrokerInfo;
import org.restante.link.ConnectionStatus;
import org.restante.link.DeliveryStatus;
import org.restante.link.DestinationStatus;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Settings;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/**
 * An operator's link to a broker.
 *
 * <pre>{@code
 * try (Admin admin = Admin.connect("vm:shop?data=/var/lib/shop")) {
 *     admin.status(message.getJMSMessageID()).forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>Any thread may use it; each call waits for the broker's answer, for as long as the link lives. The trap: a {@code vm:}
 * URI starts a broker if this process has none of that name, and a durable one ends with its last link.
 */
public final class Admin implements AutoCloseable {

    /** Options that a connection factory takes from the URI for itself, so that one URI serves both. */
    private static final Set<String> NOT_THE_BROKERS = Set.of("trust", "clientId");

    private final Link link;
    private final CompletableFuture<Reply> ended;

    private Admin(Link link, CompletableFuture<Reply> ended) {
        this.link = link;
        this.ended = ended;
    }

    /** How a link is opened, once it is known who listens to its events. */
    interface Opening {
        Link open(Consumer<Event> events) throws LinkException;
    }

    /** As {@link #connect(String, String, String)}, with no user. */
    public static Admin connect(String uri) {
        return connect(uri, null, null);
    }

    /**
     * Opens a link.
     *
     * @param uri as for a connection factory
     * @throws AdminException if there is nobody to talk to, or the user may not
     * @throws IllegalArgumentException if the URI is none, or has an option that is not known
     */
    public static Admin connect(String uri, @Nullable String user, @Nullable String password) {
        return open(LinkUri.parse(uri).without(NOT_THE_BROKERS)::open, user, password);
    }

    static Admin open(Opening opening, @Nullable String user, @Nullable String password) {
        CompletableFuture<Reply> ended = new CompletableFuture<>();
        Link link;
        try {
            link = opening.open(event -> {
                if (event instanceof Event.Closed closed) {
                    ended.complete(new Reply.Refused(Problem.CLOSED, closed.reason()));
                }
            });
        } catch (LinkException e) {
            throw new AdminException(e.problem(), String.valueOf(e.getMessage()), e);
        }
        Admin admin = new Admin(link, ended);
        try {
            admin.ask(new Request.Connect(user, password), Reply.Connected.class);
            return admin;
        } catch (RuntimeException e) {
            admin.close();
            throw e;
        }
    }

    /**
     * Tells what has become of a message: one status for its queue, or for each subscription that is or was owed it.
     *
     * @param messageId the value of JMSMessageID, with or without its {@code ID:}
     * @return empty if the broker does not know the message: it never had it, or has forgotten what became of it
     * @throws IllegalArgumentException if the text is no message identifier of Restante's
     * @throws AdminException if the broker refuses, or the link has ended
     */
    public List<DeliveryStatus> status(String messageId) {
        return ask(new Request.Status(parse(messageId)), Reply.Statuses.class).statuses();
    }

    private static MessageId parse(String messageId) {
        MessageId id = MessageId.parse(messageId.startsWith("ID:") ? messageId : "ID:" + messageId);
        if (id == null) {
            throw new IllegalArgumentException("'" + messageId
                    + "' is no message identifier; it looks like ID:0badcafe-1-1, as sending or browsing shows it");
        }
        return id;
    }

    /**
     * Sends all messages that wait in a dead-letter or expiry queue back to where they came from, as if never delivered. One
     * that came from a subscription goes to that subscription alone.
     *
     * @param queue {@code queue:DLQ.orders}, or without {@code queue:}
     * @return how many went
     * @throws AdminException if some stay, as where their subscription is gone; it says how many went, how many stay, and why
     */
    public long retry(String queue) {
        Reply.Moved moved = ask(new AdminRequest.Retry(Address.parse(queue), null), Reply.Moved.class);
        if (moved.stayed() > 0) {
            throw new AdminException(
                    Problem.ILLEGAL_STATE,
                    moved.messages() + " messages of " + queue + " were sent back, " + moved.stayed() + " stay: "
                            + moved.why());
        }
        return moved.messages();
    }

    /**
     * Sends one message back, as {@link #retry(String)} does with all.
     *
     * @throws AdminException if it is not there, or must stay; it says why
     */
    public void retry(String queue, String messageId) {
        ask(new AdminRequest.Retry(Address.parse(queue), parse(messageId)), Reply.Moved.class);
    }

    /**
     * Moves a message from one queue to another, which is made if it is not there. The message keeps its identifier, its
     * properties and its time to live; its deliveries are counted anew.
     *
     * @throws AdminException if it does not wait there, or somebody has it in flight
     */
    public void move(String from, String to, String messageId) {
        ask(new AdminRequest.Move(Address.parse(from), Address.parse(to), parse(messageId)), Reply.Moved.class);
    }

    /**
     * Sets how a destination behaves, or all that match; durable, at work at once. What was set under this very pattern before
     * is replaced; of several patterns that match, the one with more given levels wins, setting by setting.
     *
     * @param pattern {@code queue:orders}, {@code topic:news.>}; {@code *} stands for one level of a name, {@code >} for the rest
     * @param settings {@link Settings#NONE} to take back what was set
     * @throws AdminException if the broker refuses, or the link has ended
     */
    public void configure(String pattern, Settings settings) {
        ask(new AdminRequest.Configure(Address.parse(pattern), settings), Reply.Done.class);
    }

    /** What is set, by pattern, in the order in which it takes effect: what stands later wins. */
    public Map<String, Settings> settings() {
        Map<String, Settings> words = new LinkedHashMap<>();
        ask(new AdminRequest.Configuration(), Reply.Configured.class)
                .settings()
                .forEach((pattern, settings) -> words.put(pattern.toString(), settings));
        return words;
    }

    /** Every queue, every topic, and behind it each of its subscriptions, with what waits there. */
    public List<DestinationStatus> destinations() {
        return list(null);
    }

    /**
     * One queue with what waits there, or one topic and each of its subscriptions; empty if it is not there.
     *
     * @param destination {@code queue:orders}, {@code topic:news}
     */
    public List<DestinationStatus> destinations(String destination) {
        return list(Address.parse(destination));
    }

    private List<DestinationStatus> list(@Nullable Address only) {
        List<DestinationStatus> all = new ArrayList<>();
        int after = 0;
        do {
            var part = ask(new AdminRequest.Destinations(only, after), Reply.Destinations.class);
            all.addAll(part.destinations());
            after = part.next();
        } while (after != 0);
        all.sort(Comparator.comparing(
                        (DestinationStatus status) -> status.address().toString())
                .thenComparingInt(status -> status.subscription() == null ? 0 : status.id()));
        return all;
    }

    /**
     * Makes a queue or topic, as its first use would; nothing happens if it is there.
     *
     * @throws AdminException if it is temporary or a pattern, or the link has ended
     */
    public void create(String destination) {
        ask(new AdminRequest.Create(Address.parse(destination)), Reply.Done.class);
    }

    /**
     * Deletes a queue with its messages, or a topic with its subscriptions and theirs.
     *
     * @param force even if somebody consumes from it or has messages of it in flight, which go, too; what has consumers is emptied
     *     and stays: its next message would make it anew
     * @return how many messages went with it; their status is PURGED
     * @throws AdminException if it is not there, or in use and not forced, or the link has ended
     */
    public long delete(String destination, boolean force) {
        AdminRequest request = new AdminRequest.Delete(Address.parse(destination), force);
        long messages = 0;
        Reply.Purged part;
        do {
            part = ask(request, Reply.Purged.class);
            messages += part.messages();
        } while (part.next() != null);
        return messages;
    }

    /**
     * Takes out what waits in a queue, or in all subscriptions of a topic, as far as it is there now.
     *
     * @param inFlight whether what is delivered and not acknowledged goes, too; acknowledging it does nothing then, and a
     *     transaction that does is refused
     * @return how many messages went; their status is PURGED
     * @throws AdminException if the broker refuses, or the link has ended
     */
    public long purge(String destination, boolean inFlight) {
        return destinations(destination).stream()
                .filter(status -> status.subscription() != null
                        || !status.address().kind().isTopic())
                .mapToLong(status -> purge(status, inFlight))
                .sum();
    }

    /** As {@link #purge(String, boolean)}, of one queue or subscription as {@link #destinations()} lists it. */
    public long purge(DestinationStatus which, boolean inFlight) {
        long messages = 0;
        var part = new Reply.Purged(0, null, AdminRequest.ALL);
        do {
            part = ask(new AdminRequest.Purge(which.id(), inFlight, part.next(), part.newest()), Reply.Purged.class);
            messages += part.messages();
        } while (part.next() != null);
        return messages;
    }

    /**
     * Empties the broker: all messages, also those in flight, all destinations and subscriptions but those in use, which are
     * emptied. What is sent meanwhile may stay.
     *
     * @param settings whether what is set for destinations is taken back, too
     * @return how many messages went
     */
    public long clear(boolean settings) {
        long messages = 0;
        for (DestinationStatus status : destinations()) {
            if (status.address().kind().isTemporary()) {
                messages += purge(status, true);
            } else if (status.subscription() == null) {
                messages += delete(status.address().toString(), true);
            }
        }
        if (settings) {
            settings().keySet().forEach(pattern -> configure(pattern, Settings.NONE));
        }
        return messages;
    }

    /**
     * What the broker is and does: its version, since when it runs, where, and numbers.
     *
     * @throws AdminException if the broker has stopped, and why, or the link has ended
     */
    public BrokerInfo info() {
        return ask(new AdminRequest.Info(), Reply.Info.class).broker();
    }

    /** The open connections, this one among them, and their consumers. */
    public List<ConnectionStatus> connections() {
        List<ConnectionStatus> all = new ArrayList<>();
        long after = 0;
        do {
            var part = ask(new AdminRequest.Connections(after), Reply.Connections.class);
            all.addAll(part.connections());
            after = part.next();
        } while (after != 0);
        return all;
    }

    /**
     * Ends a connection as if its link were lost: what it had in flight waits again, its ExceptionListener hears why.
     *
     * @param id as {@link #connections()} shows it
     * @throws AdminException if there is none, or the link has ended
     */
    public void endConnection(long id) {
        ask(new AdminRequest.EndConnection(id), Reply.Done.class);
    }

    /**
     * What is scheduled: messages with a cron expression or a period, of which copies are still to be sent.
     *
     * @throws AdminException if the broker refuses, or the link has ended
     */
    public List<Schedule> schedules() {
        List<Schedule> all = new ArrayList<>();
        Tag after = null;
        do {
            Request page = new Request.Browse(AdminRequest.SCHEDULES, null, after, 1000, Request.Browse.ALL);
            Reply.Page found = ask(page, Reply.Page.class);
            for (Reply.Waiting waiting : found.messages()) {
                Envelope message = waiting.message();
                String to = message.header().destination().toString();
                all.add(new Schedule(message.id().toString(), to, waiting.attempts()));
            }
            after = found.next();
        } while (after != null);
        return all;
    }

    /**
     * Ends a schedule; copies that were sent stay.
     *
     * @param messageId of the message that was scheduled, with or without its {@code ID:}
     * @throws AdminException if there is no such schedule, or the link has ended
     */
    public void cancelSchedule(String messageId) {
        ask(new AdminRequest.CancelSchedule(parse(messageId)), Reply.Done.class);
    }

    private <R extends Reply> R ask(Request request, Class<R> answer) {
        String what = request.getClass().getSimpleName();
        try {
            Object reply = CompletableFuture.anyOf(link.request(request).toCompletableFuture(), ended)
                    .get();
            if (answer.isInstance(reply)) {
                return answer.cast(reply);
            }
            if (reply instanceof Reply.Refused refused) {
                throw new AdminException(refused.problem(), refused.reason());
            }
            throw new AdminException(Problem.INTERNAL, "the broker answered " + what + " with " + reply);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AdminException(
                    Problem.CLOSED, "the thread was interrupted while waiting for the reply to " + what, e);
        } catch (ExecutionException e) {
            throw new AdminException(Problem.INTERNAL, "the link failed at " + what + ": " + e.getCause(), e);
        }
    }

    /** Ends the link. Idempotent. */
    @Override
    public void close() {
        link.close();
        ended.complete(new Reply.Refused(Problem.CLOSED, "the admin was closed; connect again"));
    }
}
