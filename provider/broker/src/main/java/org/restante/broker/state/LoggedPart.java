package org.restante.broker.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.link.Tag;

/**
 * The part of a change that is logged: without the messages that are not recovered. Owned by the broker thread.
 *
 * <p>The trap: it must be asked for before the change is applied, while the messages are still there.
 */
final class LoggedPart {

    private LoggedPart() {}

    /** Null if nothing of the change is logged. */
    static @Nullable Change of(Destinations destinations, Change change) {
        if (change instanceof Change.Delivered delivered) {
            List<Change.Attempt> logged =
                    logged(destinations.owner(delivered.owner()), delivered.attempts(), Change.Attempt::tag);
            if (logged != delivered.attempts()) {
                return logged.isEmpty()
                        ? null
                        : new Change.Delivered(delivered.owner(), delivered.consumer(), delivered.clientId(), logged);
            }
        } else if (change instanceof Change.Settled settled) {
            List<Tag> logged = logged(destinations.owner(settled.owner()), settled.tags(), tag -> tag);
            if (logged != settled.tags()) {
                return logged.isEmpty()
                        ? null
                        : new Change.Settled(settled.owner(), settled.outcome(), settled.reason(), logged);
            }
        } else if (change instanceof Change.Returned returned) {
            List<Change.Attempt> logged =
                    logged(destinations.owner(returned.owner()), returned.attempts(), Change.Attempt::tag);
            if (logged != returned.attempts()) {
                return logged.isEmpty() ? null : new Change.Returned(returned.owner(), logged, returned.due());
            }
        }
        return change;
    }

    private static <T> List<T> logged(@Nullable DeliveryQueue owner, List<T> all, Function<T, Tag> tag) {
        if (owner == null || owner.volatiles() == 0) {
            return all;
        } else if (owner.volatiles() == owner.size()) {
            return List.of();
        }
        List<T> logged = new ArrayList<>(all.size());
        for (T each : all) {
            Tag named = tag.apply(each);
            MessageReference own = owner.ownBacklog().find(named.priority(), named.sequence());
            if (own == null || !own.message().isVolatile()) {
                logged.add(each);
            }
        }
        return logged.size() == all.size() ? all : logged;
    }
}
