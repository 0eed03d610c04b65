package org.restante;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.LinkFactory;
import org.restante.link.LinkUri;
import org.restante.link.Reply;
import org.restante.link.Request;

/** Opens {@code vm:} links: to a broker in this process, which the first link starts. Found by ServiceLoader. */
public final class VmLinkFactory implements LinkFactory {

    /** For ServiceLoader. */
    public VmLinkFactory() {}

    @Override
    public boolean accepts(String scheme) {
        return scheme.equals("vm");
    }

    @Override
    public Link open(LinkUri uri, Consumer<Event> events) throws LinkException {
        BrokerConfiguration configuration = BrokerConfiguration.of(uri);
        return new VmLink(VmBrokers.hold(configuration), events);
    }

    /** A link that gives its broker up when it is closed. */
    private static final class VmLink implements Link {
        private final VmBrokers.Held broker;
        private final Link link;
        private final AtomicBoolean closed = new AtomicBoolean();

        VmLink(VmBrokers.Held broker, Consumer<Event> events) {
            this.broker = broker;
            this.link = broker.connect(events);
        }

        @Override
        public CompletionStage<Reply> request(Request request) {
            return link.request(request);
        }

        @Override
        public void setReady(boolean ready) {
            link.setReady(ready);
        }

        @Override
        public void lose() {
            if (closed.compareAndSet(false, true)) {
                link.lose();
                VmBrokers.release(broker);
            }
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                link.close();
                VmBrokers.release(broker);
            }
        }
    }
}
