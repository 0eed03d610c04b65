package org.restante.admin;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.Tag;

/** Iterates over items that are fetched in pages; a page is fetched when it is needed. Owned by its user's thread. */
final class Pages<T> implements Iterator<T> {

    /** Fetches a page. */
    interface Fetch<T> {
        Page<T> page(@Nullable Tag after, long newest);
    }

    record Page<T>(List<T> items, @Nullable Tag next, long newest) {}

    private final Fetch<T> fetch;
    private Iterator<T> items = List.<T>of().iterator();
    private @Nullable Tag after;
    private long newest = AdminRequest.ALL;
    private boolean isLast;

    Pages(Fetch<T> fetch) {
        this.fetch = fetch;
    }

    @Override
    public boolean hasNext() {
        while (!items.hasNext() && !isLast) {
            Page<T> page = fetch.page(after, newest);
            items = page.items().iterator();
            after = page.next();
            newest = page.newest();
            isLast = after == null;
        }
        return items.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no item is left");
        }
        return items.next();
    }
}
