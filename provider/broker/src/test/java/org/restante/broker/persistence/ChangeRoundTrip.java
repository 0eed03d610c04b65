package org.restante.broker.persistence;

import java.util.ArrayList;
import java.util.List;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.State;

/** Lets tests of other packages write changes to the log and read them. */
public final class ChangeRoundTrip {

    private ChangeRoundTrip() {}

    /** The bytes of the entry. */
    public static byte[] write(Change change) {
        Decision decision = new Decision(new State(10, 1 << 16), 7);
        decision.record(change);
        return ChangeCodec.encode(decision).bytes();
    }

    public static List<Change> read(byte[] entry) {
        List<Change> read = new ArrayList<>();
        ChangeCodec.decode(entry, (time, change, offset) -> read.add(change));
        return read;
    }
}
