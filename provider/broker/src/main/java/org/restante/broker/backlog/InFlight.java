package org.restante.broker.backlog;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The messages in flight for one session, in the order of delivery: a doubly linked list whose nodes the messages know, so that nothing
 * is hashed. Owned by the broker thread.
 *
 * <p>The trap: a message is in one such list at most; adding it to another takes it out of the first.
 */
public final class InFlight extends AbstractSet<MessageReference> {

    private @Nullable Hold first;
    private @Nullable Hold last;
    private int size;

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean contains(@Nullable Object reference) {
        return holdOf(reference) != null;
    }

    private @Nullable Hold holdOf(@Nullable Object reference) {
        Hold hold = reference instanceof MessageReference known ? known.currentHold() : null;
        return hold != null && has(hold) ? hold : null;
    }

    @SuppressWarnings("ReferenceEquality") // the very list, and not one with the same messages
    private boolean has(Hold hold) {
        return hold.list == this;
    }

    @Override
    public boolean add(MessageReference reference) {
        if (contains(reference)) {
            return false;
        }
        Hold hold = reference.holdToLink();
        if (hold.list != null) {
            hold.list.unlink(hold);
        }
        hold.list = this;
        hold.previous = last;
        if (last == null) {
            first = hold;
        } else {
            last.next = hold;
        }
        last = hold;
        size++;
        return true;
    }

    @Override
    public boolean remove(@Nullable Object reference) {
        Hold hold = holdOf(reference);
        if (hold != null) {
            unlink(hold);
        }
        return hold != null;
    }

    private void unlink(Hold hold) {
        Hold before = hold.previous;
        Hold after = hold.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        hold.list = null;
        hold.previous = null;
        hold.next = null;
        size--;
    }

    @Override
    public Iterator<MessageReference> iterator() {
        return new Iterator<>() {
            private @Nullable Hold next = first;
            private @Nullable Hold returned;

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public MessageReference next() {
                Hold current = next;
                if (current == null) {
                    throw new NoSuchElementException();
                }
                returned = current;
                next = current.next;
                return current.reference;
            }

            @Override
            public void remove() {
                Hold current = returned;
                if (current == null || !has(current)) {
                    throw new IllegalStateException("there is nothing to remove");
                }
                unlink(current);
                returned = null;
            }
        };
    }

    /** For whom a message is in flight, and its place in the list of the session. */
    static final class Hold {
        private final MessageReference reference;
        private @Nullable InFlight list;
        private @Nullable Hold previous;
        private @Nullable Hold next;

        @Nullable
        InFlightHolder consumer;

        @Nullable
        InFlightHolder session;

        Hold(MessageReference reference) {
            this.reference = reference;
        }

        boolean isLinked() {
            return list != null;
        }
    }
}
