package org.restante.jms.message;

import jakarta.jms.Destination;
import org.restante.message.Address;

/** A destination of this provider. Implementations are immutable. */
public interface Addressed extends Destination {

    Address address();
}
