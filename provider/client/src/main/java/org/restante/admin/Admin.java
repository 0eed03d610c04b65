package org.restante.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Settings;
import org.restante.message.Address;

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

    private final Asker asker;
    private final Listing listing;

    private Admin(Asker asker) {
        this.asker = asker;
        this.listing = new Listing(asker);
    }

    /** How a link is opened, once it is known who listens to its events. */
    public interface Opening {

        /** Opens it; what is said of {@link LinkUri#open} holds. */
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

    /**
     * The same, over a link that whoever holds the broker opens.
     *
     * @throws AdminException if there is nobody to talk to, or the user may not
     */
    public static Admin open(Opening opening, @Nullable String user, @Nullable String password) {
        return new Admin(Asker.open(opening, user, password));
    }

    /**
     * The messages of a queue.
     *
     * @param queue {@code queue:orders}, or without {@code queue:}; it need not be there yet
     */
    public MessageAdmin queue(String queue) {
        return new MessageAdmin(asker, Place.of(Address.parse(queue)));
    }

    /** The messages of one queue or subscription as {@link #destinations()} lists it. */
    public MessageAdmin at(DestinationStatus which) {
        return new MessageAdmin(asker, which.place());
    }

    /**
     * The messages of a durable subscription.
     *
     * @param clientId whose it is; null for a shared one of nobody's
     * @throws AdminException if there is none, or the link has ended
     */
    public MessageAdmin subscription(@Nullable String clientId, String name) {
        return subscription(destinations(), clientId, name);
    }

    /**
     * The same for one whose topic is known; it asks for no more than that topic.
     *
     * @param topic {@code topic:news}
     */
    public MessageAdmin subscription(String topic, @Nullable String clientId, String name) {
        return subscription(destinations(topic), clientId, name);
    }

    private MessageAdmin subscription(List<DestinationStatus> among, @Nullable String clientId, String name) {
        return among.stream()
                .filter(status -> isDurable(status.subscription(), clientId, name))
                .findFirst()
                .map(this::at)
                .orElseThrow(() -> new AdminException(
                        Problem.INVALID_DESTINATION,
                        "there is no durable subscription '" + name + "' of the client identifier " + clientId));
    }

    private static boolean isDurable(
            DestinationStatus.@Nullable Subscription subscription, @Nullable String clientId, String name) {
        return subscription != null
                && subscription.durable()
                && name.equals(subscription.name())
                && Objects.equals(clientId, subscription.clientId());
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
        return ask(new Request.Status(MessageFilter.parse(messageId)), Reply.Statuses.class)
                .statuses();
    }

    /**
     * Tells how deliveries stand, first those that wait, then those that are gone, as far as they are remembered (10,000 of them).
     *
     * @throws AdminException as it is read, if the broker refuses, or the link has ended
     */
    public Stream<DeliveryStatus> deliveries(DeliveryFilter which) {
        return listing.deliveries(which);
    }

    /** Sends all messages back that wait in a dead-letter or expiry queue: {@link MessageAdmin#retry}. */
    public long retry(String queue) {
        return queue(queue).retry(MessageFilter.all());
    }

    /**
     * Sends one message back.
     *
     * @throws AdminException if it is not there, or must stay; it says why
     */
    public void retry(String queue, String messageId) {
        queue(queue).retry(MessageFilter.one(messageId));
    }

    /**
     * Moves a message from one queue to another: {@link MessageAdmin#move}.
     *
     * @throws AdminException if it does not wait there, or somebody has it in flight
     */
    public void move(String from, String to, String messageId) {
        queue(from).move(MessageFilter.one(messageId), to);
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
        return listing.destinations(null);
    }

    /**
     * One queue with what waits there, or one topic and each of its subscriptions; empty if it is not there.
     *
     * @param destination {@code queue:orders}, {@code topic:news}
     */
    public List<DestinationStatus> destinations(String destination) {
        return listing.destinations(Address.parse(destination));
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
     * Makes a durable subscription before its first consumer comes; nothing happens if there is one like it.
     *
     * @param topic {@code topic:news}, or a pattern
     * @param clientId whose it is; null for nobody's, which only a shared one may be
     * @param selector null for none
     * @throws AdminException if there is another one of this name, or the selector is none, or the link has ended
     */
    public void createSubscription(
            String topic, @Nullable String clientId, String name, @Nullable String selector, boolean shared) {
        Address address = Address.parse(topic);
        ask(new AdminRequest.CreateSubscription(address, clientId, name, selector, false, shared), Reply.Done.class);
    }

    /**
     * Deletes a durable subscription with its messages.
     *
     * @param clientId whose it is; null for a shared one of nobody's
     * @param force even if somebody consumes from it or has messages of it in flight, which go, too
     * @return how many messages went with it; their status is PURGED
     * @throws AdminException if it is not there, or in use and not forced; or if it was emptied and stays, because it has consumers
     */
    public long deleteSubscription(@Nullable String clientId, String name, boolean force) {
        return subscription(clientId, name).delete(force);
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
        return MessageAdmin.delete(asker, Place.of(Address.parse(destination)), force)
                .messages();
    }

    /**
     * Stops deliveries from a queue, or from all subscriptions of a topic: {@link MessageAdmin#pause}.
     *
     * @throws AdminException if it is not there, or the link has ended
     */
    public void pause(String destination) {
        queue(destination).pause();
    }

    /** Lets deliveries go on. Subscriptions that were paused by themselves stay so. */
    public void resume(String destination) {
        queue(destination).resume();
    }

    /**
     * Takes out what waits in a queue, or in all subscriptions of a topic, as far as it is there now. Purging {@code queue:$schedules}
     * ends all schedules.
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
        MessageFilter all = MessageFilter.all();
        return at(which).purge(inFlight ? all.withInFlight() : all);
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
        return listing.connections();
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
     * What the broker takes of its disk, and why it cannot take less. To know whose messages keep the oldest part of the log, all that
     * wait are looked at, in parts: about a second for 10 million.
     *
     * @throws AdminException if the broker refuses, or the link has ended
     */
    public DiskUse diskUse() {
        return listing.diskUse();
    }

    /**
     * What is scheduled: messages with a cron expression or a period, of which copies are still to be sent.
     *
     * @throws AdminException if the broker refuses, or the link has ended
     */
    public List<Schedule> schedules() {
        MessageAdmin scheduled = new MessageAdmin(asker, Place.of(AdminRequest.SCHEDULES));
        return scheduled.isThere()
                ? scheduled.browse(MessageFilter.all()).map(Schedule::of).toList()
                : List.of();
    }

    /**
     * Ends a schedule; copies that were sent stay.
     *
     * @param messageId of the message that was scheduled, with or without its {@code ID:}
     * @throws AdminException if there is no such schedule, or the link has ended
     */
    public void cancelSchedule(String messageId) {
        ask(new AdminRequest.CancelSchedule(MessageFilter.parse(messageId)), Reply.Done.class);
    }

    private <R extends Reply> R ask(Request request, Class<R> answer) {
        return asker.ask(request, answer);
    }

    /** Ends the link. Idempotent. */
    @Override
    public void close() {
        asker.close();
    }
}
