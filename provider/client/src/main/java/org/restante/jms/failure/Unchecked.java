package org.restante.jms.failure;

import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/** Runs what throws checked exceptions for the simplified API, which throws unchecked ones. */
public final class Unchecked {

    /** Something that returns a value. */
    public interface Call<T> {
        T call() throws JMSException;
    }

    /** Something that returns a value or null. */
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
