package org.restante.broker.dispatch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.state.DeliveryQueue;
import org.restante.selector.Selector;

/**
 * The cursors of one queue, by the text of their selectors: those that consumers use, and the last {@value #MAX_IDLE} that are used
 * no more, so that a consumer that comes back with its selector goes on where the last one stopped. Owned by the broker thread.
 *
 * <p>The trap: an idle cursor has to hear of what comes back, too, or it would never look at it again.
 */
final class Cursors {

    static final int MAX_IDLE = 64;

    private final DeliveryQueue queue;
    private final Groups groups;
    private final Map<String, Cursor> used = new HashMap<>();

    /** The one that is unused the longest first. */
    private final Map<String, Cursor> idle = new LinkedHashMap<>();

    Cursors(DeliveryQueue queue, Groups groups) {
        this.queue = queue;
        this.groups = groups;
    }

    /** The cursor of all consumers with this selector, for one more of them; the empty text for those without. */
    Cursor use(String text, @Nullable Selector selector) {
        Cursor cursor = used.get(text);
        if (cursor == null) {
            Cursor kept = idle.remove(text);
            cursor = kept == null ? new Cursor(queue, groups, selector) : kept;
            used.put(text, cursor);
        }
        cursor.addUser();
        return cursor;
    }

    /** One of its consumers is gone. */
    void leave(String text) {
        Cursor cursor = used.get(text);
        if (cursor == null || !cursor.dropUser()) {
            return;
        }
        used.remove(text);
        idle.put(text, cursor);
        if (idle.size() > MAX_IDLE) {
            idle.remove(idle.keySet().iterator().next());
        }
    }

    /** This message can be delivered again. */
    void rewind(MessageReference reference) {
        used.values().forEach(cursor -> cursor.rewind(reference));
        idle.values().forEach(cursor -> cursor.rewind(reference));
    }

    /** This message has gone. */
    void forget(MessageReference reference) {
        used.values().forEach(cursor -> cursor.forget(reference));
        idle.values().forEach(cursor -> cursor.forget(reference));
    }
}
