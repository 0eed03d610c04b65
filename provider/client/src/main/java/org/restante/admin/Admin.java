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
 * <p>Any thread may use it. Each call waits for the broker's answer, without a time limit; the end of the link ends the
 * wait. The trap: a {@code vm:} URI starts a broker if this process has none of that name, and a durable one stops with
 * its last link.
 */
public final class Admin implements AutoCloseable {

    /** The URI options of a connection factory, which are ignored here, so that one URI serves both. */
    private static final Set<String> CLIENT_OPTIONS = Set.of("trust", "clientId");

    private final Asker asker;
    private final Listing listing;

    private Admin(Asker asker) {
        this.asker = asker;
        this.listing = new Listing(asker);
    }

    /** Opens a link for a listener of its events. */
    public interface Opening {

        /** Opens the link, under the conditions of {@link LinkUri#open}. */
        Link open(Consumer<Event> events) throws LinkException;
    }

    /** As {@link #connect(String, String, String)}, without a user. */
    public static Admin connect(String uri) {
        return connect(uri, null, null);
    }

    /**
     * Opens a link.
     *
     * @param uri the URI, as for a connection factory
     * @throws AdminException if no broker can be reached, or it refuses the user
     * @throws IllegalArgumentException if the URI is invalid or has an unknown option
     */
    public static Admin connect(String uri, @Nullable String user, @Nullable String password) {
        return open(LinkUri.parse(uri).without(CLIENT_OPTIONS)::open, user, password);
    }

    /**
     * Opens a link through a given opening, for an embedded broker.
     *
     * @throws AdminException if no broker can be reached, or it refuses the user
     */
    public static Admin open(Opening opening, @Nullable String user, @Nullable String password) {
        return new Admin(Asker.open(opening, user, password));
    }

    /**
     * The messages of a queue.
     *
     * @param queue {@code queue:orders}, or without {@code queue:}; the queue does not have to exist
     */
    public MessageAdmin queue(String queue) {
        return new MessageAdmin(asker, Place.of(Address.parse(queue)));
    }

    /** The messages of one queue or subscription of {@link #destinations()}. */
    public MessageAdmin at(DestinationStatus which) {
        return new MessageAdmin(asker, which.place());
    }

    /**
     * The messages of a durable subscription.
     *
     * @param clientId the client identifier that owns it; null for a shared one without owner
     * @throws AdminException if there is no such subscription, or the link has ended
     */
    public MessageAdmin subscription(@Nullable String clientId, String name) {
        return subscription(destinations(), clientId, name);
    }

    /**
     * The messages of a durable subscription of a known topic; asks the broker for that topic only.
     *
     * @param topic {@code topic:news}
     * @throws AdminException if there is no such subscription, or the link has ended
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
     * The delivery status of a message: one for its queue, or one for each subscription that received it.
     *
     * @param messageId the value of JMSMessageID, with or without its {@code ID:}
     * @return empty if the broker does not know the message: it never had it, or no longer remembers it
     * @throws IllegalArgumentException if the text is not a message identifier of Restante
     * @throws AdminException if the broker refuses, or the link has ended
     */
    public List<DeliveryStatus> status(String messageId) {
        return ask(new Request.Status(MessageFilter.parse(messageId)), Reply.Statuses.class)
                .statuses();
    }

    /**
     * The delivery status of many messages: first the waiting ones, then those that are gone, as far as the broker
     * remembers them (10,000).
     *
     * @throws AdminException while the stream is read, if the broker refuses, or the link has ended
     */
    public Stream<DeliveryStatus> deliveries(DeliveryFilter which) {
        return listing.deliveries(which);
    }

    /**
     * Returns all messages of a dead-letter or expiry queue to their origin: {@link MessageAdmin#retry}.
     *
     * @return the number of returned messages
     */
    public long retry(String queue) {
        return queue(queue).retry(MessageFilter.all());
    }

    /**
     * Returns one message of a dead-letter or expiry queue to its origin: {@link MessageAdmin#retry}.
     *
     * @throws AdminException if the message is not there, or cannot be returned; the message text gives the reason
     */
    public void retry(String queue, String messageId) {
        queue(queue).retry(MessageFilter.one(messageId));
    }

    /**
     * Moves a message from one queue to another: {@link MessageAdmin#move}.
     *
     * @throws AdminException if the message does not wait there, or is in flight
     */
    public void move(String from, String to, String messageId) {
        queue(from).move(MessageFilter.one(messageId), to);
    }

    /**
     * Sets the settings of a destination, or of all destinations that match a pattern; durable, effective at once. They
     * replace all settings of exactly this pattern. If several patterns match a destination, each setting comes from
     * the pattern with the most levels without wildcards.
     *
     * @param pattern {@code queue:orders}, {@code topic:news.>}; {@code *} matches one level of a name, {@code >} the
     *     rest
     * @param settings {@link Settings#NONE} to remove the settings
     * @throws AdminException if the broker refuses, or the link has ended
     */
    public void configure(String pattern, Settings settings) {
        ask(new AdminRequest.Configure(Address.parse(pattern), settings), Reply.Done.class);
    }

    /** All settings, by pattern, in the order in which they take effect: a later pattern overrides an earlier one. */
    public Map<String, Settings> settings() {
        Map<String, Settings> settings = new LinkedHashMap<>();
        ask(new AdminRequest.Configuration(), Reply.Configured.class)
                .settings()
                .forEach((pattern, set) -> settings.put(pattern.toString(), set));
        return settings;
    }

    /** All queues and topics with their counts; each topic is followed by its subscriptions. */
    public List<DestinationStatus> destinations() {
        return listing.destinations(null);
    }

    /**
     * One queue with its counts, or one topic and its subscriptions; empty if it does not exist.
     *
     * @param destination {@code queue:orders}, {@code topic:news}
     */
    public List<DestinationStatus> destinations(String destination) {
        return listing.destinations(Address.parse(destination));
    }

    /**
     * Creates a queue or topic, as its first use would; does nothing if it exists.
     *
     * @throws AdminException if the destination is temporary or a pattern, or the link has ended
     */
    public void create(String destination) {
        ask(new AdminRequest.Create(Address.parse(destination)), Reply.Done.class);
    }

    /**
     * Creates a durable subscription before its first consumer opens; does nothing if an identical one exists.
     *
     * @param topic {@code topic:news}, or a pattern
     * @param clientId the client identifier that owns it; null for a subscription without owner, which must be shared
     * @param selector null for none
     * @throws AdminException if another subscription has this name, the selector is invalid, or the link has ended
     */
    public void createSubscription(
            String topic, @Nullable String clientId, String name, @Nullable String selector, boolean shared) {
        Address address = Address.parse(topic);
        ask(new AdminRequest.CreateSubscription(address, clientId, name, selector, false, shared), Reply.Done.class);
    }

    /**
     * Deletes a durable subscription with its messages.
     *
     * @param clientId the client identifier that owns it; null for a shared one without owner
     * @param force deletes even with open consumers or messages in flight
     * @return the number of deleted messages; their status is PURGED
     * @throws AdminException if it does not exist, or is in use and not forced; or if it was emptied but stays, because
     *     it has open consumers
     */
    public long deleteSubscription(@Nullable String clientId, String name, boolean force) {
        return subscription(clientId, name).delete(force);
    }

    /**
     * Deletes a queue with its messages, or a topic with its subscriptions and their messages.
     *
     * @param force deletes even with open consumers or messages in flight. A destination with open consumers is emptied
     *     and stays
     * @return the number of deleted messages; their status is PURGED
     * @throws AdminException if it does not exist, or is in use and not forced, or the link has ended
     */
    public long delete(String destination, boolean force) {
        return MessageAdmin.delete(asker, Place.of(Address.parse(destination)), force)
                .messages();
    }

    /**
     * Stops deliveries from a queue, or from all subscriptions of a topic: {@link MessageAdmin#pause}.
     *
     * @throws AdminException if the destination does not exist, or the link has ended
     */
    public void pause(String destination) {
        queue(destination).pause();
    }

    /** Resumes deliveries. A subscription that was paused itself stays paused. */
    public void resume(String destination) {
        queue(destination).resume();
    }

    /**
     * Deletes the messages that wait now in a queue, or in all subscriptions of a topic. Purging
     * {@code queue:$schedules} ends all schedules.
     *
     * @param inFlight whether messages in flight are deleted, too. A later acknowledgement of such a message does
     *     nothing, and a transaction that acknowledges one is refused
     * @return the number of deleted messages; their status is PURGED
     * @throws AdminException if the broker refuses, or the link has ended
     */
    public long purge(String destination, boolean inFlight) {
        return destinations(destination).stream()
                .filter(status -> status.subscription() != null
                        || !status.address().kind().isTopic())
                .mapToLong(status -> purge(status, inFlight))
                .sum();
    }

    /** As {@link #purge(String, boolean)}, for one queue or subscription of {@link #destinations()}. */
    public long purge(DestinationStatus which, boolean inFlight) {
        MessageFilter all = MessageFilter.all();
        return at(which).purge(inFlight ? all.withInFlight() : all);
    }

    /**
     * Empties the broker: deletes all messages, including those in flight, and all destinations and subscriptions.
     * Those in use are emptied and stay. Messages sent meanwhile may stay.
     *
     * @param settings whether the settings of destinations are removed, too
     * @return the number of deleted messages
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
     * The broker's version, start time, addresses and counters.
     *
     * @throws AdminException if the broker has stopped, with the reason, or the link has ended
     */
    public BrokerInfo info() {
        return ask(new AdminRequest.Info(), Reply.Info.class).broker();
    }

    /** The open connections, including this one, and their consumers. */
    public List<ConnectionStatus> connections() {
        return listing.connections();
    }

    /**
     * Ends a connection as if its link were lost: its deliveries in flight wait again, and its ExceptionListener gets
     * the reason.
     *
     * @param id the number in {@link #connections()}
     * @throws AdminException if there is no such connection, or the link has ended
     */
    public void endConnection(long id) {
        ask(new AdminRequest.EndConnection(id), Reply.Done.class);
    }

    /**
     * The broker's use of its disk, and the reason why it cannot use less. To find the queues whose messages keep the
     * oldest part of the log, the broker scans all waiting messages, in parts: about one second for 10 million.
     *
     * @throws AdminException if the broker refuses, or the link has ended
     */
    public DiskUse diskUse() {
        return listing.diskUse();
    }

    /**
     * The schedules: messages with a cron expression or a period that have copies still to send.
     *
     * @throws AdminException if the broker refuses, or the link has ended
     */
    public List<Schedule> schedules() {
        MessageAdmin scheduled = new MessageAdmin(asker, Place.of(AdminRequest.SCHEDULES));
        return scheduled.exists()
                ? scheduled.browse(MessageFilter.all()).map(Schedule::of).toList()
                : List.of();
    }

    /**
     * Ends a schedule; copies sent before stay.
     *
     * @param messageId the identifier of the scheduled message, with or without its {@code ID:}
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
