package org.restante.broker.administration;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.ClientSession;
import org.restante.broker.dispatch.Dispatcher;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.routing.ForeignTags;
import org.restante.broker.state.Destinations;
import org.restante.broker.state.State;
import org.restante.link.BrokerInfo;
import org.restante.link.BrokerInfo.ForceTime;
import org.restante.link.BrokerInfo.SocketInfo;
import org.restante.log.Log;
import org.restante.log.LogFigures;

/**
 * Figures of the broker for operators and metrics. Owned by the broker thread.
 *
 * <p>The trap: version, directory and sockets are missing here; {@code BrokerInfoLink} adds them to the reply.
 */
public final class Report {

    private final State state;
    private final Ledger ledger;
    private final Log log;
    private final EnvelopeCache envelopes;
    private final Dispatcher dispatcher;
    private final ForeignTags foreign;
    private final Collection<ClientConnection> connections;
    private final RunTimes times;
    private long refused;

    /**
     * Reports on these parts.
     *
     * @param connections a live view of the open connections
     * @param clock the time of day
     * @param nanos a monotonic clock in nanoseconds
     */
    public Report(
            State state,
            Ledger ledger,
            Log log,
            EnvelopeCache envelopes,
            Dispatcher dispatcher,
            ForeignTags foreign,
            Collection<ClientConnection> connections,
            InstantSource clock,
            LongSupplier nanos) {
        this.state = state;
        this.ledger = ledger;
        this.log = log;
        this.envelopes = envelopes;
        this.dispatcher = dispatcher;
        this.foreign = foreign;
        this.connections = connections;
        this.times = new RunTimes(clock, nanos);
    }

    public void refused() {
        refused++;
    }

    public void snapshotBegins() {
        times.snapshotBegins();
    }

    public void snapshotTaken() {
        times.snapshotTaken();
    }

    /** A round of maintenance failed: the snapshot, or copying forward after it. */
    public void roundFailed() {
        times.roundFailed();
    }

    BrokerInfo info() {
        var about = new BrokerInfo.About("", state.store(), times.startedAt(), times.now(), null, 0, List.of());
        return new BrokerInfo(
                about, load(), state.counters().traffic(), log(), times.snapshots(), SocketInfo.NONE, null);
    }

    private BrokerInfo.Load load() {
        int consumers = 0;
        long inFlight = 0;
        for (ClientConnection connection : connections) {
            consumers += connection.consumers().size();
            for (ClientSession session : connection.sessions().values()) {
                inFlight += session.inFlight().size();
            }
        }
        Destinations destinations = state.destinations();
        int owners = destinations.owners().size() - destinations.branches().size();
        return new BrokerInfo.Load(
                connections.size(),
                consumers,
                owners + destinations.topics().size(),
                state.waiting(),
                state.live().total(),
                inFlight,
                envelopes.held(),
                ledger.pendingBytes(),
                refused,
                dispatcher.damaged(),
                foreign.refused());
    }

    private BrokerInfo.LogInfo log() {
        LogFigures figures = log.figures();
        List<ForceTime> forces = new ArrayList<>();
        for (int i = 0; i < figures.forces().length; i++) {
            forces.add(new ForceTime(LogFigures.FORCE_BOUNDS.get(i), figures.forces()[i]));
        }
        return new BrokerInfo.LogInfo(
                ledger.appended(),
                ledger.bytesAppended(),
                figures.segments(),
                forces,
                figures.forcedNanos(),
                log.hasRoom(0));
    }
}
