package org.restante.jms.message;

import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;

/** The connection that created a temporary destination and may delete it. Any thread may call it. */
public interface TemporaryOwner {

    void deleteTemporary(Address address) throws JMSException;

    /**
     * Deletes a temporary destination through its owner.
     *
     * @param owner null if the destination was received as a reply-to of another connection
     */
    static void delete(@Nullable TemporaryOwner owner, Address address) throws JMSException {
        if (owner == null) {
            throw new JMSException(
                    "'" + address + "' was created by another connection; only that connection can delete it");
        }
        owner.deleteTemporary(address);
    }
}
