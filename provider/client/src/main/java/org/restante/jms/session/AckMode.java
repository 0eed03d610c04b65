package org.restante.jms.session;

import jakarta.jms.JMSException;
import jakarta.jms.Session;

/** The acknowledgement mode of a session (section 6.2.10), with single acknowledgement as other providers offer it. */
public enum AckMode {
    /**
     * Each message, before receive returns or after the listener has returned. The broker has stored the
     * acknowledgement before the next message is handed over.
     */
    AUTO,
    /** All messages that the session has consumed, when the application acknowledges one of them. */
    CLIENT,
    /** In batches, without waiting for the broker. */
    DUPS_OK,
    /** Only the message whose acknowledge method is called. */
    INDIVIDUAL,
    /** All messages of the transaction, with its commit. */
    TRANSACTED;

    /** The code of {@link #INDIVIDUAL}, which applications know as RestanteSession.INDIVIDUAL_ACKNOWLEDGE. */
    public static final int INDIVIDUAL_CODE = 101;

    /** The code of {@link #INDIVIDUAL} with some other providers. */
    public static final int INDIVIDUAL_CODE_4 = 4;

    public static AckMode of(int code) throws JMSException {
        return switch (code) {
            case Session.SESSION_TRANSACTED -> TRANSACTED;
            case Session.AUTO_ACKNOWLEDGE -> AUTO;
            case Session.CLIENT_ACKNOWLEDGE -> CLIENT;
            case Session.DUPS_OK_ACKNOWLEDGE -> DUPS_OK;
            case INDIVIDUAL_CODE, INDIVIDUAL_CODE_4 -> INDIVIDUAL;
            default ->
                throw new JMSException(
                        code
                                + " is not the code of an acknowledgement mode; use a constant of jakarta.jms.Session or RestanteSession.INDIVIDUAL_ACKNOWLEDGE");
        };
    }

    /** Whether the session acknowledges messages without a call of the application. */
    boolean isAutomatic() {
        return this == AUTO || this == DUPS_OK;
    }
}
