package org.restante.conformance.model;

import jakarta.jms.Message;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A proxy around a message of the provider. Its class does not belong to the provider, so the provider must treat it as a
 * foreign message; it behaves as its interface requires, because each call goes to the message inside.
 */
record ForeignWrapper(Message inside) implements InvocationHandler {

    static <M extends Message> M of(Class<M> type, M inside) {
        var loader = ForeignWrapper.class.getClassLoader();
        return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, new ForeignWrapper(inside)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(inside, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
