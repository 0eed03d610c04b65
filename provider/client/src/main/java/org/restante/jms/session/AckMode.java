package org.restante.jms.session;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.restante.jms.RestanteSession;

/** How a session acknowledges (section 6.2.10, and the single acknowledgement that other providers offer too). */
public enum AckMode {
    /** Each message, before receive returns or after its listener did; the acknowledgement is kept before the next message. */
    AUTO,
    /** All that the session has consumed, when one of them is told to. */
    CLIENT,
    /** In batches, without waiting for the broker. */
    DUPS_OK,
    /** Just the message that is told to. */
    INDIVIDUAL,
    /** With the commit. */
    TRANSACTED;

    public static AckMode of(int code) throws JMSException {
        return switch (code) {
            case Session.SESSION_TRANSACTED -> TRANSACTED;
            case Session.AUTO_ACKNOWLEDGE -> AUTO;
            case Session.CLIENT_ACKNOWLEDGE -> CLIENT;
            case Session.DUPS_OK_ACKNOWLEDGE -> DUPS_OK;
            case RestanteSession.INDIVIDUAL_ACKNOWLEDGE, RestanteSession.INDIVIDUAL_ACKNOWLEDGE_4 -> INDIVIDUAL;
            default ->
                throw new JMSException("no acknowledgement mode has the code " + code
                        + "; use a constant of jakarta.jms.Session or RestanteSession.INDIVIDUAL_ACKNOWLEDGE");
        };
    }

    /** Whether messages are acknowledged without the application's word. */
    boolean isAutomatic() {
        return this == AUTO || this == DUPS_OK;
    }
}
