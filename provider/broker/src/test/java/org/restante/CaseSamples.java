package org.restante;

import static org.restante.link.AdminRequest.ALL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.state.Change;
import org.restante.broker.state.PreparedBranch;
import org.restante.broker.state.Sender;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.link.AdminRequest;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest;
import org.restante.link.BrokerInfo;
import org.restante.link.Cases;
import org.restante.link.DeliveryStatus;
import org.restante.link.DiskStatus;
import org.restante.link.Event;
import org.restante.link.Filter;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Setting;
import org.restante.link.Settings;
import org.restante.link.Tag;
import org.restante.link.Traffic;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** A sample of each kind of request, reply, event and change. The tables are not made when a kind has none. */
public final class CaseSamples {

    /** A queue with one message, TAG. */
    public static final Address QUEUE = Address.queue("a");

    public static final int QUEUE_ID = 11;
    public static final Tag TAG = new Tag(QUEUE_ID, 4, 5);

    /** A topic with a subscription. */
    public static final Address TOPIC = Address.topic("t");

    public static final int TOPIC_ID = 12;
    public static final int SUBSCRIPTION_ID = 13;
    public static final int CONVERSATION_ID = 14;
    public static final UUID CONVERSATION = new UUID(3, 4);

    private static final Place PLACE = Place.of(QUEUE);
    private static final BranchId BRANCH = BranchId.of(1, new byte[] {1}, new byte[] {2});
    private static final Settings SETTINGS =
            Settings.NONE.with(Setting.MAX_DELIVERIES, "7").with(Setting.DEAD_LETTER_QUEUE, "dead");

    private CaseSamples() {}

    public static Envelope message(long number) {
        Header header = new Header(new MessageId(1, 2, number), QUEUE, true, 4, 1, 0, 0, null, null, null);
        return Envelope.of(header, Map.of("n", 1), BodyKind.BYTES, new byte[] {1, 2, 3});
    }

    /**
     * A request, and what is stated of it.
     *
     * @param permission "free", or actions and places
     * @param retry the name of the RetryMode
     * @param once whether it can be asked for once: it changes something, and its answer is Done
     */
    public record Stated(Request request, String permission, String retry, boolean once) {}

    public static List<Stated> requests() {
        List<Stated> table = new ArrayList<>();
        putSending(table);
        putConsuming(table);
        putAdministration(table);
        putQuestions(table);
        complete(Request.class, table.stream().map(Stated::request).toList());
        return table;
    }

    private static void put(List<Stated> table, Request request, String permission, String retry, boolean once) {
        table.add(new Stated(request, permission, retry, once));
    }

    /** The samples, one of each kind: a table that lacks one is not made. */
    @SuppressWarnings("unchecked")
    private static <T> List<T> complete(Class<T> sealed, List<T> samples) {
        Cases.Builder<T, T> table = Cases.of(sealed);
        samples.forEach(sample -> table.put((Class<? extends T>) sample.getClass(), sample));
        table.build();
        return samples;
    }

    private static void putSending(List<Stated> table) {
        put(table, new Request.Connect("ann", "secret", CONVERSATION), "free", "NEVER", false);
        put(table, new Request.Once(1, 1, new Request.Send(message(1))), "send queue:a", "NEVER", false);
        put(table, new Request.Identify("client"), "free", "LINK", true);
        put(table, new Request.Send(message(2)), "send queue:a", "KEPT", true);
        put(table, new Request.Commit(1, List.of(message(3)), List.of(TAG)), "send queue:a", "KEPT", true);
        put(table, new BranchRequest.Prepare(BRANCH, List.of(message(4)), List.of()), "send queue:a", "KEPT", true);
        put(table, new BranchRequest.CommitPrepared(BRANCH), "free", "KEPT", true);
        put(table, new BranchRequest.RollbackPrepared(BRANCH), "free", "KEPT", true);
        put(table, new BranchRequest.Prepared(), "free", "PLAIN", false);
    }

    private static void putConsuming(List<Stated> table) {
        put(
                table,
                new Request.OpenConsumer(1, 1, QUEUE, "n = 1", true, new Request.Subscription("s", true, false)),
                "receive queue:a",
                "LINK",
                true);
        put(table, new Request.CloseConsumer(1, List.of(TAG)), "free", "LINK", true);
        put(table, new Request.Credit(1, 10, 1000), "free", "COVERED", false);
        put(table, new Request.Drain(1), "free", "PLAIN", false);
        put(table, new Request.Acknowledge(1, List.of(TAG)), "free", "KEPT", true);
        put(table, new Request.Expired(1, List.of(TAG)), "free", "KEPT", true);
        put(table, new Request.Recover(1, List.of(TAG), List.of()), "free", "LINK", true);
        put(table, new Request.Reclaim(1, 1, List.of(TAG)), "free", "NEVER", false);
        put(table, new Request.HandOver(1, 2, List.of(TAG)), "free", "LINK", true);
        put(table, new Request.CloseSession(1, List.of(TAG)), "free", "LINK", true);
        put(table, new Request.Unsubscribe("s"), "free", "KEPT", true);
        put(table, new Request.CreateTemporary(Address.Kind.TEMPORARY_QUEUE), "free", "PLAIN", false);
        put(table, new Request.DeleteTemporary(new Address(Address.Kind.TEMPORARY_QUEUE, "x")), "free", "LINK", true);
        put(table, new Request.Browse(QUEUE, null, TAG, 10, 99), "browse queue:a", "PLAIN", false);
        put(table, new Request.Status(new MessageId(1, 2, 3)), "free", "PLAIN", false);
    }

    private static void putAdministration(List<Stated> table) {
        put(
                table,
                new AdminRequest.Configure(QUEUE, SETTINGS),
                "administer queue:a, administer queue:dead",
                "PLAIN",
                false);
        put(
                table,
                new AdminRequest.CancelSchedule(new MessageId(1, 2, 3)),
                "administer queue:$schedules",
                "NEVER",
                false);
        put(
                table,
                new AdminRequest.Sweep(AdminRequest.Act.MOVE, PLACE, Address.queue("b"), Filter.ANY, ALL, null, ALL),
                "administer queue:a, administer queue:b",
                "NEVER",
                false);
        put(table, new AdminRequest.Pause(PLACE, true), "administer queue:a", "PLAIN", false);
        put(table, new AdminRequest.EndConnection(1), "administer broker", "NEVER", false);
        put(table, new AdminRequest.Create(QUEUE), "administer queue:a", "PLAIN", false);
        put(
                table,
                new AdminRequest.CreateSubscription(TOPIC, null, "s", null, false, true),
                "administer topic:t",
                "PLAIN",
                false);
        put(table, new AdminRequest.Delete(PLACE, true), "administer queue:a", "NEVER", false);
        put(
                table,
                new AdminRequest.Import(PLACE, List.of(new AdminRequest.Imported(message(5), 1))),
                "administer queue:a",
                "NEVER",
                false);
    }

    private static void putQuestions(List<Stated> table) {
        put(table, new AdminRequest.Configuration(), "free", "PLAIN", false);
        put(table, new AdminRequest.Look(PLACE, Filter.ANY, 10, null, ALL), "browse queue:a", "PLAIN", false);
        put(table, new AdminRequest.Messages(PLACE, true, null), "browse queue:a", "PLAIN", false);
        put(
                table,
                new AdminRequest.Deliveries(QUEUE, DeliveryStatus.State.MOVED, 0, 9, 10, null),
                "browse queue:a",
                "PLAIN",
                false);
        put(table, new AdminRequest.Destinations(QUEUE, 0), "browse queue:a", "PLAIN", false);
        put(table, new AdminRequest.Info(), "administer broker", "PLAIN", false);
        put(table, new AdminRequest.Connections(0), "administer broker", "PLAIN", false);
        put(table, new AdminRequest.Disk(), "administer broker", "PLAIN", false);
        put(table, new AdminRequest.Holders(1000, TAG), "administer broker", "PLAIN", false);
    }

    public static List<Reply> replies() {
        return complete(
                Reply.class,
                List.of(
                        new Reply.Done(),
                        new Reply.Refused(Problem.SECURITY, "no"),
                        new Reply.Connected(1, 2, 3, true),
                        new Reply.Created(QUEUE),
                        new Reply.Page(List.of(new Reply.Waiting(message(6), 2)), TAG, 9),
                        new Reply.Reclaimed(List.of(TAG), List.of(TAG)),
                        new Reply.NoPrefetch(),
                        new Reply.Statuses(List.of(status())),
                        new Reply.Branches(List.of(BRANCH)),
                        new Reply.Configured(Map.of(QUEUE, SETTINGS)),
                        new Reply.Swept(1, 2, 3, "why", TAG, 9),
                        new Reply.Looked(List.of(), TAG, 9),
                        new Reply.Messages(List.of(), TAG),
                        new Reply.Deliveries(List.of(status()), TAG),
                        new Reply.Disk(new DiskStatus(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, true)),
                        new Reply.Holders(List.of(new Reply.Holder(QUEUE, "client", "s", 1, 2, 3)), TAG),
                        new Reply.Destinations(List.of(), 3),
                        new Reply.Info(info()),
                        new Reply.Connections(List.of(), 4)));
    }

    private static DeliveryStatus status() {
        return new DeliveryStatus(
                new MessageId(1, 2, 3),
                QUEUE,
                null,
                List.of(new DeliveryStatus.Step(DeliveryStatus.State.MOVED, 1, 2, "c/1", "client", "why")));
    }

    private static BrokerInfo info() {
        return new BrokerInfo(
                new BrokerInfo.About("1", 2, 3, 4, "data", 5, List.of("tcp://here")),
                new BrokerInfo.Load(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
                Traffic.NONE,
                new BrokerInfo.LogInfo(1, 2, 3, List.of(), 4, true),
                new BrokerInfo.SnapshotInfo(1, 2, 3, 4, 5),
                BrokerInfo.SocketInfo.NONE,
                new BrokerInfo.NodeInfo("kafka:shop", "a", "owner", 1, "a", "tcp://a:7270", 2, 3, 4));
    }

    public static List<Event> events() {
        return complete(
                Event.class,
                List.of(
                        new Event.Delivery(1, TAG, 2, message(7)),
                        new Event.Renewed(List.of(TAG), Map.of()),
                        new Event.Closed("why")));
    }

    /** The changes before those of {@link #changes}. */
    public static final List<Change> BEFORE = List.of(
            new Change.DestinationCreated(QUEUE_ID, QUEUE),
            new Change.DestinationCreated(TOPIC_ID, TOPIC),
            new Change.SubscriptionCreated(
                    new SubscriptionDefinition(SUBSCRIPTION_ID, TOPIC_ID, "client", "s", null, false, false, true)),
            new Change.ConversationBegun(CONVERSATION_ID, CONVERSATION, "ann"),
            stored(TAG.sequence()),
            new Change.Delivered(QUEUE_ID, "c/1", null, List.of(new Change.Attempt(TAG, 1))));

    private static Change.Stored stored(long sequence) {
        Envelope envelope = message(sequence);
        return new Change.Stored(
                new StoredMessage(sequence, 9, envelope), envelope, new int[] {QUEUE_ID}, new int[] {0}, false);
    }

    /** Each changes something of a state with {@link #BEFORE}. */
    public static List<Change> changes() {
        return complete(
                Change.class,
                List.of(
                        new Change.StoreNamed(77),
                        new Change.DestinationCreated(31, Address.queue("new")),
                        new Change.QueueMade(35, Address.queue("made")),
                        new Change.DestinationRemoved(QUEUE_ID),
                        new Change.SubscriptionCreated(
                                new SubscriptionDefinition(32, TOPIC_ID, null, "new", "n = 1", false, true, true)),
                        new Change.SubscriptionRemoved(SUBSCRIPTION_ID),
                        new Change.SubscriptionOwned(SUBSCRIPTION_ID, "ann"),
                        new Change.SettingsChanged(QUEUE, SETTINGS),
                        new Change.Paused(QUEUE_ID, true),
                        new Change.Prepared(new PreparedBranch(33, BRANCH, new Sender(1, null), List.of(TAG))),
                        stored(6),
                        new Change.Delivered(QUEUE_ID, "c/2", "client", List.of(new Change.Attempt(TAG, 2))),
                        new Change.Returned(QUEUE_ID, List.of(new Change.Attempt(TAG, 1)), 0),
                        new Change.Settled(QUEUE_ID, DeliveryStatus.State.DEAD_LETTERED, "why", List.of(TAG)),
                        new Change.Remembered(QUEUE_ID, 40, "identifier"),
                        new Change.SequencesFrom(1000),
                        new Change.ConversationBegun(34, new UUID(5, 6), null),
                        new Change.DoneOnce(CONVERSATION_ID, 2, List.of(2L, 4L)),
                        new Change.ConversationForgotten(CONVERSATION_ID)));
    }
}
