package org.restante.jms.failure;

import jakarta.jms.JMSException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Runs all steps even if some throw; the first exception is thrown after the last step. Stateless. */
public final class Steps {

    /** One step. */
    public interface Step {
        void take() throws JMSException;
    }

    private Steps() {}

    public static void all(Step... steps) throws JMSException {
        JMSException first = null;
        for (Step step : steps) {
            first = attempt(step, first);
        }
        if (first != null) {
            throw first;
        }
    }

    /**
     * Waits for another thread.
     *
     * @param doing the activity of the other thread, for the error text
     */
    public static void await(CountDownLatch done, String doing) throws JMSException {
        try {
            done.await();
        } catch (InterruptedException e) {
            throw Problems.interrupted("waiting for another thread that " + doing, e);
        }
    }

    /** Runs a step. Returns the first exception so far; later ones are added to it as suppressed. */
    public static @Nullable JMSException attempt(Step step, @Nullable JMSException first) {
        try {
            step.take();
            return first;
        } catch (JMSException e) {
            if (first == null) {
                return e;
            }
            first.addSuppressed(e);
            return first;
        }
    }
}
