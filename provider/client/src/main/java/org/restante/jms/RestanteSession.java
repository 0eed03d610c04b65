package org.restante.jms;

/** Session modes beside those of {@link jakarta.jms.Session}; createSession and createContext take both codes. */
public final class RestanteSession {

    /** Message.acknowledge acknowledges just that message, not all that the session has consumed. */
    public static final int INDIVIDUAL_ACKNOWLEDGE = 101;

    /** The same, under the code that some other providers use. */
    public static final int INDIVIDUAL_ACKNOWLEDGE_4 = 4;

    private RestanteSession() {}
}
