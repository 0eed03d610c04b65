package org.restante.moving;

import jakarta.jms.JMSException;

/** Calls of jakarta.jms in a listener, which may not throw its exceptions. */
final class Checked {

    private Checked() {}

    /** A call with a result. */
    interface Call<T> {
        T get() throws JMSException;
    }

    /** A call without a result. */
    interface Step {
        void run() throws JMSException;
    }

    static <T> T get(Call<T> call) {
        try {
            return call.get();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    static void run(Step step) {
        try {
            step.run();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
