package org.restante.conformance.mutants;

import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call between a test and the provider.
 *
 * <p>Arguments and results are those that the test sees: proxies of the provider's objects, the test's own listeners.
 */
final class Call {

    private final Border border;
    private final Object target;
    private final Method method;
    private final @Nullable Object[] arguments;

    Call(Border border, Object target, Method method, @Nullable Object[] arguments) {
        this.border = border;
        this.target = target;
        this.method = method;
        this.arguments = arguments;
    }

    /** Makes the call as the test, or the provider, made it. */
    @Nullable
    Object proceed() throws Throwable {
        return border.invoke(target, method, arguments);
    }

    /** Makes the call with one argument replaced. */
    @Nullable
    Object proceedWith(int index, @Nullable Object argument) throws Throwable {
        @Nullable Object[] changed = arguments.clone();
        changed[index] = argument;
        return border.invoke(target, method, changed);
    }

    /** The object of the provider that is called, without its proxy: a call of it meets no rule. */
    <T> T target(Class<T> type) {
        return type.cast(target);
    }

    /** An object of the provider without its proxy. */
    <T> T unwrapped(Class<T> type, @Nullable Object object) {
        return type.cast(border.inward(object));
    }

    /** An object of the provider as the test sees it. */
    @Nullable
    Object wrapped(@Nullable Object object) {
        return border.outward(object);
    }

    String name() {
        return method.getName();
    }

    Class<?> returns() {
        return method.getReturnType();
    }

    int arity() {
        return arguments.length;
    }

    @Nullable
    Object argument(int index) {
        return arguments[index];
    }

    /** The first argument of this type. */
    <T> @Nullable T argument(Class<T> type) {
        for (Object argument : arguments) {
            if (type.isInstance(argument)) {
                return type.cast(argument);
            }
        }
        return null;
    }

    /** Where the rule keeps something about the called object. */
    Map<String, Object> notes() {
        return border.notesOf(target);
    }

    /** Where the rule keeps something about another object. */
    Map<String, Object> notesOf(Object object) {
        return border.notesOf(border.inward(object));
    }

    /** Where the rule keeps something about the whole provider. */
    Map<String, Object> notesOfAll() {
        return border.notesOf(border);
    }

    /** Counts the calls of the whole provider that ask for this counter, from 1. */
    int count(String counter) {
        return (int) notesOfAll().merge(counter, 1, (a, b) -> (int) a + (int) b);
    }
}
