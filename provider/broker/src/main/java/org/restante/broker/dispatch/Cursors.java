package org.restante.broker.dispatch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.state.DeliveryQueue;
import org.restante.selector.Selector;

/**
 * The cursors of one queue, by the text of their selectors: those in use, and the last {@value #MAX_IDLE} idle ones, so that a new
 * consumer with the same selector continues where the last one stopped. Owned by the broker thread.
 *
 * <p>The trap: idle cursors must be told of returned messages too, or they would never offer them again.
 */
final class Cursors {

    static final int MAX_IDLE = 64;

    private final DeliveryQueue queue;
    private final Groups groups;
    private final Map<String, Cursor> used = new HashMap<>();

    /** Cursors without consumers; the one that is idle longest first. */
    private final Map<String, Cursor> idle = new LinkedHashMap<>();

    Cursors(DeliveryQueue queue, Groups groups) {
        this.queue = queue;
        this.groups = groups;
    }

    /** The cursor for one more consumer with this selector; the empty text stands for no selector. */
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

    /** A consumer with this selector has ended. */
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

    /** A message can be delivered again. */
    void rewind(MessageReference reference) {
        used.values().forEach(cursor -> cursor.rewind(reference));
        idle.values().forEach(cursor -> cursor.rewind(reference));
    }

    /** A message has left the queue. */
    void forget(MessageReference reference) {
        for (Cursor cursor : used.values()) {
            cursor.forget(reference);
        }
        for (Cursor cursor : idle.values()) {
            cursor.forget(reference);
        }
    }
}
