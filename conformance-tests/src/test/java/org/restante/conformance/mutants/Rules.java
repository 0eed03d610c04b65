package org.restante.conformance.mutants;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rules that several mutants need. */
final class Rules {

    /** The methods that take a selector, by the position of the selector. */
    static final String SELECTOR_SECOND =
            "createConsumer createBrowser createReceiver createSubscriber createConnectionConsumer";

    static final String SELECTOR_THIRD =
            "createSharedConsumer createSharedDurableConsumer createDurableConsumer createDurableSubscriber";

    private static final Map<Class<?>, Object> ZEROS = Map.of(
            boolean.class,
            false,
            byte.class,
            (byte) 0,
            short.class,
            (short) 0,
            int.class,
            0,
            long.class,
            0L,
            float.class,
            0F,
            double.class,
            0D,
            char.class,
            'x');

    private Rules() {}

    /** Always this answer. */
    static Rule answers(@Nullable Object answer) {
        return call -> answer;
    }

    /** The call has no effect; a method of a chain returns its object. */
    static Rule ignored() {
        return call -> call.returns().isInstance(call.target(Object.class))
                ? call.wrapped(call.target(Object.class))
                : zero(call.returns());
    }

    /** An exception of this type is not thrown; the answer is null, or zero. */
    static Rule withoutThrowing(Class<? extends Throwable> type) {
        return withoutThrowing(type, call -> zero(call.returns()));
    }

    /** An exception of this type is not thrown; something else happens then. */
    static Rule withoutThrowing(Class<? extends Throwable> type, Rule otherwise) {
        return call -> {
            try {
                return call.proceed();
            } catch (Throwable e) {
                if (type.isInstance(e)) {
                    return otherwise.answer(call);
                }
                throw e;
            }
        };
    }

    /** The call returns at once, and happens in another thread. */
    static Rule inAnotherThread() {
        return call -> {
            start(call::proceed);
            return null;
        };
    }

    /** Starts a thread for this. */
    static Thread start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Throwable e) {
                        System.getLogger("mutants").log(System.Logger.Level.DEBUG, "a mutant's thread failed", e);
                    }
                },
                "mutant");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** One argument is replaced, if there is one at this position. */
    static Rule withArgument(int index, UnaryOperator<@Nullable Object> change) {
        return call ->
                call.arity() > index ? call.proceedWith(index, change.apply(call.argument(index))) : call.proceed();
    }

    /** The selector at this position is replaced. */
    static Rule withSelector(int index, UnaryOperator<String> change) {
        return withArgument(index, given -> given instanceof String selector ? change.apply(selector) : given);
    }

    /** Null, or the zero of a primitive type. */
    static @Nullable Object zero(Class<?> type) {
        return ZEROS.get(type);
    }

    /** What a thread does. */
    @FunctionalInterface
    interface Work {
        @Nullable
        Object run() throws Throwable;
    }
}
