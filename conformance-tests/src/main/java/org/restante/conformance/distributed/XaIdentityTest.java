package org.restante.conformance.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.Proxy;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Which resources belong to one resource manager: a transaction manager makes one branch for them. */
@Needs(Capability.DISTRIBUTED_TRANSACTIONS)
class XaIdentityTest extends DistributedTest {

    @Test
    @Section("11.3.5")
    void resourceOfAnotherResourceManagerIsNotTheSame() throws Exception {
        XAResource other = (XAResource) Proxy.newProxyInstance(
                XaIdentityTest.class.getClassLoader(),
                new Class<?>[] {XAResource.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method + " of another resource manager was called");
                });
        assertFalse(xaSession().getXAResource().isSameRM(other));
    }

    @Test
    @Section("11.3.5")
    void resourcesOfTwoConnectionsAgreeWhetherTheyAreTheSame() throws Exception {
        XAResource one = xaSession().getXAResource();
        XAResource two = xaSession().getXAResource();
        assertEquals(one.isSameRM(two), two.isSameRM(one));
    }
}
