package org.restante.jms;

import org.restante.jms.session.AckMode;

/**
 * Session modes in addition to those of {@link jakarta.jms.Session} (section 6.2.10). {@code createSession} and
 * {@code createContext} accept both codes.
 */
public final class RestanteSession {

    /**
     * {@code Message.acknowledge} acknowledges only that message, not all messages that the session has consumed;
     * {@code JMSContext.acknowledge} still acknowledges all. Messages that are not acknowledged are delivered again
     * after {@code recover} or after the end of the session.
     */
    public static final int INDIVIDUAL_ACKNOWLEDGE = AckMode.INDIVIDUAL_CODE;

    /** The mode {@link #INDIVIDUAL_ACKNOWLEDGE}, under the code that some other providers use. */
    public static final int INDIVIDUAL_ACKNOWLEDGE_4 = AckMode.INDIVIDUAL_CODE_4;

    private RestanteSession() {}
}
