package org.restante.broker.routing;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.dispatch.Chore;
import org.restante.broker.dispatch.Dispatcher;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.persistence.Identifiers;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Duplicates;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.Sender;
import org.restante.broker.state.State;
import org.restante.broker.state.Timetable;
import org.restante.link.AdminRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends copies of scheduled messages when they are due. A scheduled message waits in the queue of schedules with the redelivery
 * delay until its next due time; its delivery count is the number of copies sent. Owned by the broker thread.
 *
 * <p>The trap: while the envelope of a due schedule is being read, no due time is stored for it. So after a restart it is due at
 * once, like each schedule whose time has passed. One copy is sent then, however many were missed.
 */
public final class Schedules implements Chore {

    /** The queue of schedules; clients may neither send to it nor consume from it. */
    static final Address QUEUE = AdminRequest.SCHEDULES;

    /** Property of a copy: the message identifier of its schedule. */
    static final String SCHEDULE = "JMS_RESTANTE_SCHEDULE";

    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
    private static final int MAX_READING = 64;
    private static final long MAX_PENDING = 32L << 20;
    private static final long RETRY_MILLIS = 1000;

    /** A schedule that is due, and the time from which it was. */
    private record Due(MessageReference reference, long since) {}

    private record Ready(Due due, @Nullable Envelope envelope, String failure) {}

    private final State state;
    private final Ledger ledger;
    private final Router router;
    private final OwnerSearches searches;
    private final Dispatcher dispatcher;
    private final EnvelopeCache envelopes;
    private final InstantSource clock;
    private final Demand.Calculator calculator;
    private final Sender sender;
    private final Identifiers identifiers;
    private final ArrayDeque<Due> due = new ArrayDeque<>();
    private final ArrayDeque<Ready> ready = new ArrayDeque<>();
    private int reading;

    /**
     * Finds the schedules that are due already.
     *
     * @param sender the sender of the copies: the broker itself
     */
    public Schedules(
            State state,
            Ledger ledger,
            Router router,
            OwnerSearches searches,
            Dispatcher dispatcher,
            EnvelopeCache envelopes,
            InstantSource clock,
            Sender sender,
            Identifiers identifiers) {
        this.state = state;
        this.ledger = ledger;
        this.router = router;
        this.searches = searches;
        this.dispatcher = dispatcher;
        this.envelopes = envelopes;
        this.clock = clock;
        this.calculator = new Demand.Calculator(state, router);
        this.sender = sender;
        this.identifiers = identifiers;
        DeliveryQueue queue = queue();
        if (queue != null) {
            queue.backlog().forEach(reference -> {
                if (!reference.isDelayed()) {
                    due(reference, clock.millis());
                }
            });
        }
    }

    @Nullable
    DeliveryQueue queue() {
        return state.destinations().queue(QUEUE);
    }

    /** The delay of a schedule has ended. */
    void due(MessageReference reference, long since) {
        due.add(new Due(reference, since));
    }

    /** Sends the copies that are due. Returns whether any schedule was processed. */
    @Override
    public boolean run(long now) {
        while (reading < MAX_READING && !due.isEmpty()) {
            Due next = due.remove();
            reading++;
            envelopes.fetch(next.reference.message(), (envelope, failure) -> {
                reading--;
                ready.add(new Ready(next, envelope, failure));
            });
        }
        boolean any = false;
        while (!ready.isEmpty() && ledger.pendingBytes() < MAX_PENDING) {
            finish(ready.remove());
            any = true;
        }
        return any;
    }

    private void finish(Ready read) {
        MessageReference schedule = read.due.reference;
        long now = clock.millis();
        if (State.find(DeliveryQueue.of(schedule), schedule.tag()) != schedule) {
            return; // canceled while it was read
        }
        if (read.envelope == null) {
            dispatcher.setAside(schedule, read.failure);
            return;
        }
        if (schedule.message().isExpired(now)) {
            Decision decision = new Decision(state, now);
            end(decision, schedule, DeliveryStatus.State.EXPIRED, null);
            ledger.append(decision);
        } else {
            search(schedule, read.envelope, copy(read.envelope, now), read.due.since);
        }
    }

    private void search(MessageReference schedule, Envelope envelope, Envelope copy, long since) {
        CompletableFuture<Reply> outcome = new CompletableFuture<>();
        Runnable send = () -> {
            if (State.find(DeliveryQueue.of(schedule), schedule.tag()) == schedule) { // else cancelled meanwhile
                Decision decision = new Decision(state, clock.millis());
                send(decision, schedule, envelope, copy, since);
                ledger.append(decision);
            }
            outcome.complete(new Reply.Done());
        };
        try {
            searches.run(schedule, new OwnerSearches.Task(sender, List.of(copy), false, outcome, send));
        } catch (RefusedException e) {
            retryLater(schedule, clock.millis(), e.reason());
        }
    }

    private void send(Decision decision, MessageReference schedule, Envelope envelope, Envelope copy, long since) {
        long now = decision.time();
        try {
            router.check(List.of(copy), 0);
            Demand.Shortage shortage = calculator.demand(sender, List.of(copy)).shortage();
            if (shortage != null) {
                retryLater(schedule, now, shortage.reason());
                return;
            }
            router.send(decision, sender, copy);
            int copies = schedule.attempts() + 1;
            Timetable timetable = Timetable.of(envelope);
            long next = timetable == null ? 0 : timetable.next(since, now, copies);
            if (next == 0) {
                end(decision, schedule, DeliveryStatus.State.ACKNOWLEDGED, "all " + copies + " copies were sent");
            } else {
                decision.make(Change.Returned.until(next, schedule.tag(), copies));
            }
        } catch (RefusedException e) {
            if (e.problem() == Problem.RESOURCE_LIMIT) {
                retryLater(schedule, now, e.reason());
            } else {
                LOG.warn("The schedule {} ends: {}", schedule.message().id(), e.reason());
                end(decision, schedule, DeliveryStatus.State.PURGED, e.reason());
            }
        }
    }

    /** No room for the copy now: tries again later. Of the copies that become due meanwhile, only one is sent. */
    private void retryLater(MessageReference schedule, long now, String reason) {
        LOG.debug("A copy of {} waits for room: {}", schedule.message().id(), reason);
        state.delays().add(schedule, now + RETRY_MILLIS);
    }

    private static void end(
            Decision decision, MessageReference schedule, DeliveryStatus.State outcome, @Nullable String reason) {
        decision.make(new Change.Settled(schedule.owner().id(), outcome, reason, List.of(schedule.tag())));
    }

    private Envelope copy(Envelope envelope, long now) {
        Header header = envelope.header();
        Map<String, @Nullable Object> properties = new LinkedHashMap<>(envelope.properties());
        properties.keySet().removeAll(Timetable.PROPERTIES);
        properties.keySet().removeAll(Duplicates.PROPERTIES);
        properties.put(SCHEDULE, header.id().toString());
        Header copied = new Header(
                identifiers.next(),
                header.destination(),
                header.persistent(),
                header.priority(),
                header.timestamp() == 0 ? 0 : now,
                header.expiration(),
                0,
                header.correlation(),
                header.replyTo(),
                header.type());
        return envelope.with(copied, properties);
    }

    /**
     * Cancels a schedule.
     *
     * @throws RefusedException if no schedule has this message identifier
     */
    public void cancel(Decision decision, MessageId id) {
        DeliveryQueue queue = queue();
        MessageReference[] found = new MessageReference[1];
        if (queue != null) {
            queue.backlog().forEach(reference -> found[0] = reference.message().hasId(id) ? reference : found[0]);
        }
        if (found[0] == null) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    "there is no schedule " + id
                            + "; it has ended, or never existed; list the schedules to see the others");
        }
        end(decision, found[0], DeliveryStatus.State.PURGED, "cancelled");
        decision.sync();
    }
}
