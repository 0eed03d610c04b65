package org.restante.transaction;

import com.arjuna.ats.arjuna.common.CoordinatorEnvironmentBean;
import com.arjuna.ats.arjuna.common.CoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.RecoveryEnvironmentBean;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.internal.arjuna.recovery.AtomicActionRecoveryModule;
import com.arjuna.ats.internal.arjuna.utils.MBeanProcessId;
import com.arjuna.ats.internal.jta.recovery.arjunacore.JTANodeNameXAResourceOrphanFilter;
import com.arjuna.ats.internal.jta.recovery.arjunacore.JTATransactionLogXAResourceOrphanFilter;
import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.ats.jta.common.JTAEnvironmentBean;
import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XASession;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jboss.narayana.jta.jms.JmsXAResourceRecoveryHelper;
import org.restante.Restante;
import org.restante.jms.RestanteXaConnectionFactory;
import org.restante.transaction.Deadly.Moment;

/**
 * Carries one message from the queue {@code in} of one broker to the queue {@code out} of another, in a transaction that Narayana
 * coordinates; or, in a later process, lets Narayana recover. A program of its own, because it is killed.
 */
final class Teller {

    /** The exit status of a process that died on its way. */
    static final int KILLED = 66;

    private static final int SCANS = 3;

    private Teller() {}

    /** The broker that the message comes from, or that it goes to. */
    static String uri(Path folder, String side) {
        return "vm:" + side + "?data=" + folder.resolve(side);
    }

    /** {@code FOLDER recover}, {@code FOLDER reopen} with {@link OneAtATime}, or {@code FOLDER carry MOMENT MOMENT}: when the process dies, at either side's resource. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        configure(folder.resolve("transactions").toString());
        try (Restante left = Restante.start(uri(folder, "left"));
                Restante right = Restante.start(uri(folder, "right"))) {
            if (left.equals(right)) {
                throw new IllegalStateException("one broker would do, and there are to be two");
            }
            if (arguments[1].equals("recover")) {
                recover(folder, JmsXAResourceRecoveryHelper::new);
            } else if (arguments[1].equals("reopen")) {
                recover(folder, OneAtATime::new);
            } else {
                carry(folder, Moment.valueOf(arguments[2]), Moment.valueOf(arguments[3]));
            }
        }
    }

    private static void configure(String store) throws Exception {
        BeanPopulator.getDefaultInstance(ObjectStoreEnvironmentBean.class).setObjectStoreDir(store);
        BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, "stateStore")
                .setObjectStoreDir(store);
        BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, "communicationStore")
                .setObjectStoreDir(store);
        CoreEnvironmentBean core = BeanPopulator.getDefaultInstance(CoreEnvironmentBean.class);
        core.setNodeIdentifier("teller");
        core.setProcessImplementationClassName(MBeanProcessId.class.getName());
        BeanPopulator.getDefaultInstance(CoordinatorEnvironmentBean.class).setTransactionStatusManagerEnable(false);
        JTAEnvironmentBean jta = BeanPopulator.getDefaultInstance(JTAEnvironmentBean.class);
        jta.setXaRecoveryNodes(List.of("teller"));
        jta.setOrphanSafetyInterval(1);
        jta.setXaResourceOrphanFilterClassNames(List.of(
                JTATransactionLogXAResourceOrphanFilter.class.getName(),
                JTANodeNameXAResourceOrphanFilter.class.getName()));
        RecoveryEnvironmentBean recovery = BeanPopulator.getDefaultInstance(RecoveryEnvironmentBean.class);
        recovery.setRecoveryBackoffPeriod(1);
        recovery.setRecoveryListener(false);
        recovery.setRecoveryModuleClassNames(
                List.of(AtomicActionRecoveryModule.class.getName(), XARecoveryModule.class.getName()));
    }

    private static void carry(Path folder, Moment leftDies, Moment rightDies) throws Exception {
        TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
        try (XAConnection left = connect(folder, "left");
                XAConnection right = connect(folder, "right")) {
            XASession from = left.createXASession();
            XASession to = right.createXASession();
            manager.begin();
            Transaction transaction = manager.getTransaction();
            transaction.enlistResource(new Deadly(from.getXAResource(), leftDies));
            transaction.enlistResource(new Deadly(to.getXAResource(), rightDies));
            Message message = from.createConsumer(from.createQueue("in")).receive(10_000);
            to.createProducer(to.createQueue("out")).send(to.createTextMessage(message.getBody(String.class)));
            manager.commit();
        }
    }

    private static XAConnection connect(Path folder, String side) throws JMSException {
        XAConnection connection = new RestanteXaConnectionFactory(uri(folder, side)).createXAConnection();
        connection.start();
        return connection;
    }

    private static void recover(Path folder, Function<XAConnectionFactory, XAResourceRecoveryHelper> resources)
            throws Exception {
        RecoveryManager.delayRecoveryManagerThread();
        RecoveryManager recovery = RecoveryManager.manager(RecoveryManager.DIRECT_MANAGEMENT);
        recovery.initialize();
        for (String side : List.of("left", "right")) {
            XARecoveryModule.getRegisteredXARecoveryModule()
                    .addXAResourceRecoveryHelper(resources.apply(new RestanteXaConnectionFactory(uri(folder, side))));
        }
        for (int i = 0; i < SCANS; i++) {
            recovery.scan();
        }
        recovery.terminate();
    }
}
