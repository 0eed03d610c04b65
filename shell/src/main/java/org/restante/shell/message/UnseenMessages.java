package org.restante.shell.message;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the messages of a queue that it has not found before. Owned by the thread that runs commands.
 *
 * <p>A look browses the messages sent since the newest one of the last find. The trap: JMSTimestamp is the time of the sender's clock,
 * which may be set back, or be behind another sender's. So now and then a look browses the whole queue and knows messages by identifier:
 * every five seconds, or more rarely if it takes more than half a second, and never again once the queue had more messages than it
 * remembers.
 */
final class UnseenMessages {

    static final int MAX_REMEMBERED = 100_000;

    private static final long WHOLE_EVERY = TimeUnit.SECONDS.toNanos(5);
    private static final int SHARE = 10;

    private final String queue;
    private final @Nullable String selector;
    private final LongSupplier nanos;
    private final Map<String, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private boolean begun;
    private boolean tooMany;
    private long nextWhole;
    private long since;

    /** The action on a message. */
    interface Seen {
        void see(Message message) throws JMSException;
    }

    /**
     * Finds nothing before the first look.
     *
     * @param selector null for all messages
     * @param nanos a monotonic clock in nanoseconds
     */
    UnseenMessages(String queue, @Nullable String selector, LongSupplier nanos) {
        this.queue = queue;
        this.selector = selector;
        this.nanos = nanos;
    }

    /** Browses once. The first look finds every message. */
    void look(JMSContext context, Seen seen) throws JMSException {
        long start = nanos.getAsLong();
        boolean whole = !begun || (!tooMany && start - nextWhole >= 0);
        int count = browse(context, whole ? selector : later(), seen);
        begun = true;
        if (whole) {
            tooMany = count > MAX_REMEMBERED;
            long end = nanos.getAsLong();
            nextWhole = end + Math.max(WHOLE_EVERY, SHARE * (end - start));
        }
    }

    private String later() {
        String later = "JMSTimestamp >= " + since;
        return selector == null ? later : "(" + selector + ") AND " + later;
    }

    private int browse(JMSContext context, @Nullable String which, Seen seen) throws JMSException {
        int count = 0;
        long newest = -1;
        try (QueueBrowser browser = context.createBrowser(context.createQueue(queue), which)) {
            Enumeration<?> messages = browser.getEnumeration();
            while (messages.hasMoreElements()) {
                Message message = (Message) messages.nextElement();
                count++;
                if (isNew(message)) {
                    newest = Math.max(newest, message.getJMSTimestamp());
                    seen.see(message);
                }
            }
        }
        since = newest < 0 ? since : newest;
        return count;
    }

    /** A message without identifier is new if it was sent after the newest one. */
    private boolean isNew(Message message) throws JMSException {
        String id = message.getJMSMessageID();
        return id == null ? !begun || message.getJMSTimestamp() > since : known.put(id, true) == null;
    }
}
