package org.restante.jms.session;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.jms.message.Bodies;
import org.restante.jms.message.JmsDestinations;
import org.restante.jms.message.OpenCheck;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;

/**
 * Browses a queue's messages without taking them, a page at a time (section 4.1.6). Owned by its session's thread.
 *
 * <p>An enumeration shows the messages that waited when it was created; later arrivals are left out, however long the
 * browsing takes. The trap: a message that is consumed before its page is fetched is left out, too.
 */
final class JmsBrowser implements QueueBrowser {

    private static final int PAGE = 1000;

    private final OpenCheck session;
    private final ConnectionContext connection;
    private final Queue queue;
    private final Address address;
    private final @Nullable String selector;
    private boolean closed;

    /** Fetches one message, so that an invalid selector or destination is refused here. */
    JmsBrowser(OpenCheck session, ConnectionContext connection, Queue queue, @Nullable String selector)
            throws JMSException {
        this.session = session;
        this.connection = connection;
        this.queue = queue;
        this.selector = selector;
        this.address = JmsDestinations.own(queue);
        connection.checkConsumable(address);
        page(null, 1, Request.Browse.ALL);
    }

    private void checkOpen() throws JMSException {
        session.checkOpen();
        if (closed) {
            throw Problems.closed("browser");
        }
    }

    private Reply.Page page(@Nullable Tag after, int limit, long newest) throws JMSException {
        Reply reply = connection.client().ask(new Request.Browse(address, selector, after, limit, newest));
        if (reply instanceof Reply.Page page) {
            return page;
        }
        throw new JMSException("the broker answered Browse with " + reply);
    }

    @Override
    public Queue getQueue() throws JMSException {
        checkOpen();
        return queue;
    }

    @Override
    public @Nullable String getMessageSelector() throws JMSException {
        checkOpen();
        return selector;
    }

    @Override
    public Enumeration<Message> getEnumeration() throws JMSException {
        checkOpen();
        return new Pages(page(null, PAGE, Request.Browse.ALL));
    }

    @Override
    public void close() {
        closed = true;
    }

    /**
     * Fetches the next page when the last one is used up. If the first page was empty, the queue is asked once more at
     * the first call of the application. The trap: problems are thrown unchecked, because Enumeration allows no checked
     * exceptions.
     */
    @SuppressWarnings("JdkObsolete") // the API gives no choice
    private final class Pages implements Enumeration<Message> {

        private long newest;
        private boolean wasEmpty;
        private Iterator<Reply.Waiting> page;
        private @Nullable Tag next;

        Pages(Reply.Page first) {
            newest = first.newest();
            page = first.messages().iterator();
            next = first.next();
            wasEmpty = !page.hasNext() && next == null;
        }

        @Override
        public boolean hasMoreElements() {
            if (wasEmpty) {
                wasEmpty = false;
                fetch(null, Request.Browse.ALL);
            }
            while (!page.hasNext() && next != null) {
                fetch(next, newest);
            }
            return page.hasNext();
        }

        private void fetch(@Nullable Tag after, long upTo) {
            try {
                checkOpen();
                Reply.Page fetched = page(after, PAGE, upTo);
                newest = fetched.newest();
                page = fetched.messages().iterator();
                next = fetched.next();
            } catch (JMSException e) {
                throw Problems.unchecked(e);
            }
        }

        @Override
        public Message nextElement() {
            if (!hasMoreElements()) {
                throw new NoSuchElementException("no message is left to browse on '" + address + "'");
            }
            Reply.Waiting waiting = page.next();
            return Bodies.browsed(
                    waiting.message(), waiting.attempts(), connection.trusted(), connection.destinations());
        }
    }
}
