package org.restante.reconnect;

import org.restante.link.Request;

/** Shows the tests of other packages what is stated of a request. */
public final class StatedRetry {

    private StatedRetry() {}

    /** The name of the RetryMode. */
    public static String of(Request request) {
        return RetryMode.of(request).name();
    }

    /** Lets the link take note of a request that is done. Throws if its effect is not stated. */
    public static void done(Request request) {
        new KnownState().apply(request, new org.restante.link.Reply.Done());
    }
}
