package org.restante.jms;

/**
 * Session modes beside those of {@link jakarta.jms.Session} (section 6.2.10); {@code createSession} and {@code createContext} take both
 * codes.
 */
public final class RestanteSession {

    /**
     * {@code Message.acknowledge} acknowledges just that message, not all that the session has consumed; {@code
     * JMSContext.acknowledge} still takes all. What is not acknowledged comes back with {@code recover} or with the end of the session.
     */
    public static final int INDIVIDUAL_ACKNOWLEDGE = 101;

    /** The same, under the code that some other providers use. */
    public static final int INDIVIDUAL_ACKNOWLEDGE_4 = 4;

    private RestanteSession() {}
}
