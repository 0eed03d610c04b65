package org.restante;

import java.util.function.Consumer;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.LinkFactory;
import org.restante.link.LinkUri;

/**
 * Opens {@code vm:} links: to a broker in this process, which the first link starts; or, if another process holds the data directory, to
 * the broker in that process. Found by ServiceLoader. Any thread may use it.
 */
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
        try {
            return new VmLink(VmBrokers.hold(configuration), events);
        } catch (LinkException e) {
            if (AttachedLink.canAttach(e)) {
                return AttachedLink.open(configuration, events);
            }
            throw e;
        }
    }
}
