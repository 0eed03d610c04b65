package org.restante.conformance.model;

import jakarta.jms.Message;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A message whose class is not the provider's, though one of the provider's does its work: so it behaves as its
 * interface says, and still has to be sent as another provider's.
 */
record Disguise(Message behind) implements InvocationHandler {

    static <M extends Message> M of(Class<M> type, M behind) {
        var loader = Disguise.class.getClassLoader();
        return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, new Disguise(behind)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(behind, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
