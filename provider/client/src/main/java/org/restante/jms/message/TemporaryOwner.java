package org.restante.jms.message;

import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;

/** The connection that made a temporary destination, and may delete it. */
public interface TemporaryOwner {

    void deleteTemporary(Address address) throws JMSException;

    /**
     * Deletes a temporary destination for its owner.
     *
     * @param owner null where the destination came as a reply-to of another connection
     */
    static void delete(@Nullable TemporaryOwner owner, Address address) throws JMSException {
        if (owner == null) {
            throw new JMSException(
                    "'" + address + "' came from another connection; only the one that made it can delete it");
        }
        owner.deleteTemporary(address);
    }
}
