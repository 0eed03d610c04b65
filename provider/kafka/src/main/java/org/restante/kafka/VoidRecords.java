package org.restante.kafka;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.restante.disk.Damage;
import org.restante.log.shared.Outcome;

/**
 * The records of the topic that are none of the log, or damaged: reported and passed over. Any thread may use it.
 *
 * <p>Bounded: the first {@value #MAX_KEPT} are kept and logged, the others are only passed over. Records of owners that were succeeded
 * are usual, and not reported.
 */
final class VoidRecords {

    private static final System.Logger LOG = System.getLogger(VoidRecords.class.getName());
    private static final int MAX_KEPT = 1_000;

    private final List<Damage> found = new ArrayList<>();

    synchronized void voided(String topic, long offset, int size, long position, Outcome.Voided voided) {
        boolean isReported = switch (voided.reason()) {
            case FOREIGN, DAMAGED, OTHER_STORE, CONTRADICTION -> true;
            case STALE_EPOCH, UNCLAIMED_EPOCH, CLAIMED_BEFORE, REPEATED, GAP -> false;
        };
        if (isReported && found.size() < MAX_KEPT) {
            String where = "topic " + topic + ", offset " + offset;
            LOG.log(Level.WARNING, "A record counts for nothing: " + where + ": " + voided.text());
            found.add(new Damage(where, position, size, voided.text()));
        }
    }

    synchronized List<Damage> all() {
        return List.copyOf(found);
    }
}
