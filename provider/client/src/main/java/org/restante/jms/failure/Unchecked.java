package org.restante.jms.failure;

import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/** Runs calls that throw checked exceptions for the simplified API, and throws its unchecked ones. Stateless. */
public final class Unchecked {

    /** A call that returns a value. */
    public interface Call<T> {
        T call() throws JMSException;
    }

    /** A call that returns a value or null. */
    public interface NullableCall<T> {
        @Nullable
        T call() throws JMSException;
    }

    private Unchecked() {}

    public static <T> @Nullable T getOrNull(NullableCall<T> call) {
        try {
            return call.call();
        } catch (JMSException e) {
            throw Problems.unchecked(e);
        }
    }

    public static <T> T get(Call<T> call) {
        try {
            return call.call();
        } catch (JMSException e) {
            throw Problems.unchecked(e);
        }
    }

    public static void run(Steps.Step step) {
        try {
            step.take();
        } catch (JMSException e) {
            throw Problems.unchecked(e);
        }
    }
}
