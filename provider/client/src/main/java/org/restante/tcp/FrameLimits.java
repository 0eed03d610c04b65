package org.restante.tcp;

/** The longest frame, in bytes, on both sides. Stateless. */
public final class FrameLimits {

    /** The limit before login. */
    public static final int BEFORE_LOGIN = 64 << 10;

    /** The largest size of a transaction's messages, but for the last one. */
    private static final int TRANSACTION = 32 << 20;

    /** The space for everything else: acknowledgements, selectors, names. */
    private static final int REST = 4 << 20;

    private FrameLimits() {}

    /**
     * The limit after login: enough for the largest transaction with the largest message.
     *
     * @param maxMessage the largest message, in bytes
     */
    public static int afterLogin(int maxMessage) {
        return (int) Math.min(Integer.MAX_VALUE - REST, (long) TRANSACTION + REST + maxMessage);
    }
}
