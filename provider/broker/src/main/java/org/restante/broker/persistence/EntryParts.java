package org.restante.broker.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.link.Tag;
import org.restante.log.Keep;

/**
 * Divides a decision that is longer than an entry of the log into several that are not. Only decisions whose changes need not be kept
 * together are divided: those without messages and prepared branches, whose sizes are checked before anything is changed.
 *
 * <p>Changes are idempotent, so after a crash between two parts the rest is done again, as if the request had come later.
 */
final class EntryParts {

    /** The most bytes of a message's tag with its number of deliveries, or of a request's number. */
    private static final int MAX_ITEM = 16;

    private EntryParts() {}

    /** The parts, in order; the last one has the decision's {@link Decision#keep}. */
    static List<Decision> of(Decision decision, int maxEntry) {
        if (decision.changes().stream().anyMatch(EntryParts::isWhole)) {
            return List.of(decision);
        }
        List<Decision> parts = new ArrayList<>();
        Decision part = decision.withoutChanges();
        int bytes = ChangeCodec.HEADER;
        for (Change change : decision.changes()) {
            for (Change piece : pieces(change, maxEntry / 2 / MAX_ITEM)) {
                int size = ChangeCodec.size(piece);
                if (bytes + size > maxEntry && !part.isEmpty()) {
                    parts.add(part);
                    part = decision.withoutChanges();
                    bytes = ChangeCodec.HEADER;
                }
                part.record(piece);
                bytes += size;
            }
        }
        if (decision.keep() == Keep.SYNCED) {
            part.sync();
        }
        parts.add(part);
        return parts;
    }

    private static boolean isWhole(Change change) {
        return change instanceof Change.Stored || change instanceof Change.Prepared;
    }

    /** The same change as several ones, each with at most so many items. */
    private static List<Change> pieces(Change change, int items) {
        if (change instanceof Change.Returned returned) {
            return pieces(
                    returned.attempts(), items, some -> new Change.Returned(returned.owner(), some, returned.due()));
        } else if (change instanceof Change.Delivered delivered) {
            return pieces(
                    delivered.attempts(),
                    items,
                    some -> new Change.Delivered(delivered.owner(), delivered.consumer(), delivered.clientId(), some));
        } else if (change instanceof Change.Settled settled) {
            return pieces(
                    settled.tags(),
                    items,
                    (List<Tag> some) -> new Change.Settled(settled.owner(), settled.outcome(), settled.reason(), some));
        } else if (change instanceof Change.DoneOnce done) {
            return pieces(
                    done.numbers(), items, some -> new Change.DoneOnce(done.conversation(), done.settled(), some));
        }
        return List.of(change);
    }

    private static <T> List<Change> pieces(List<T> all, int items, Function<List<T>, Change> change) {
        List<Change> pieces = new ArrayList<>();
        for (int from = 0; from < Math.max(1, all.size()); from += items) {
            pieces.add(change.apply(all.subList(from, Math.min(all.size(), from + items))));
        }
        return pieces;
    }
}
