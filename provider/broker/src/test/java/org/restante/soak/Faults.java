package org.restante.soak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** What happens to the server in a turn, and when. The same in each turn of a kind and a length. */
enum Faults {
    NONE {
        @Override
        List<Fault> during(long millis) {
            return List.of();
        }
    },

    /** Forces that stall for 100 to 500 ms, ten in a minute, and a disk that is full for a twentieth of the time. */
    DISK {
        @Override
        List<Fault> during(long millis) {
            Random random = new Random(SEED);
            List<Fault> all = new ArrayList<>();
            for (long from = 0; from < millis; from += STALL_EACH) {
                long at = from + random.nextInt((int) Math.min(STALL_EACH, millis - from));
                all.add(new Fault(at, Kind.STALL, 100 + random.nextInt(401)));
            }
            all.add(new Fault(millis / 2, Kind.FULL, millis / 20));
            all.sort(Comparator.comparingLong(Fault::at));
            return all;
        }
    },

    /** The server is killed, and later a sync fails, after which it is started again. */
    RESTARTS {
        @Override
        List<Fault> during(long millis) {
            return List.of(new Fault(millis / 4, Kind.KILL, 0), new Fault(millis * 5 / 8, Kind.FAILED_SYNC, 0));
        }
    };

    private static final long SEED = 20_261_130;
    private static final long STALL_EACH = 6_000;

    /** One fault. */
    enum Kind {
        STALL,
        FULL,
        KILL,
        FAILED_SYNC
    }

    /**
     * A fault in a turn.
     *
     * @param at milliseconds from the begin of the turn
     * @param millis for how long it lasts
     */
    record Fault(long at, Kind kind, long millis) {}

    /** The faults of a turn that lasts so long, in order. */
    abstract List<Fault> during(long millis);
}
