package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.restante.broker.persistence.Recovery;
import org.restante.broker.persistence.Storage;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.State;
import org.restante.log.LogTail;
import org.restante.log.NoSuchEntryException;

/** A state that is kept warm from the log of a simulation, as a standby does, to be compared with a recovery. */
final class Followed {

    private final SimulatedLog.Medium medium;
    private final BrokerOptions options;
    private Recovery recovery;
    private LogTail tail;

    Followed(SimulatedLog.Medium medium, BrokerOptions options) throws IOException {
        this.medium = medium;
        this.options = options;
        anew();
    }

    private Recovery recover() throws IOException {
        Recovery made = Broker.recovery(new Storage(new SimulatedLog(medium), null, () -> {}), options);
        made.recover(null);
        return made;
    }

    /** Begins with a recovery, as entries that it has seen are lost. */
    void anew() throws IOException {
        recovery = recover();
        tail = recovery.follow();
    }

    void follow() throws IOException {
        try {
            tail.next(recovery::apply, 0);
        } catch (NoSuchEntryException trimmed) {
            anew();
        }
    }

    /**
     * Compares it with a recovery from the whole log. A delivery that was taken back unseen may count in one and not in the other: it is
     * in the log, unlike its return, and a copy of the message does without it.
     */
    void check() throws IOException {
        recovery.catchUp();
        tail = recovery.follow();
        assertEquals(
                picture(recover().state(), false),
                picture(recovery.state(), false),
                "a standby differs from a recovery");
    }

    /**
     * All that waits, in flight or not: to the log a delivery is not the end of a wait.
     *
     * @param counts whether the counts of deliveries are part of it
     */
    static List<String> picture(State state, boolean counts) {
        List<String> picture = new ArrayList<>();
        picture.add("store " + state.store() + ", sequence " + state.nextSequence());
        for (DeliveryQueue owner : state.destinations().owners()) {
            if (!owner.isDurable()) {
                continue; // ends with the broker; a log that was trimmed does not have it any more
            }
            TreeMap<Long, String> messages = new TreeMap<>();
            owner.look(reference -> messages.put(
                    reference.sequence(),
                    reference.message().id() + " at " + reference.message().position() + "+"
                            + reference.message().offset() + (counts ? " attempts " + reference.attempts() : "")));
            picture.add(owner.address() + " " + owner.id() + " " + owner.subscription() + " " + messages);
        }
        return picture;
    }
}
