package org.restante.metrics;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.restante.link.BrokerInfo;
import org.restante.link.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker in the JMX server of its process, until it is closed. Any thread may use it. */
public final class BrokerBean implements BrokerMXBean, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerBean.class);
    private static final double MILLIS = 1000.0;

    private final Sampler sampler;
    private final ObjectName name;

    private BrokerBean(Sampler sampler, ObjectName name) {
        this.sampler = sampler;
        this.name = name;
    }

    /**
     * Registers a broker as {@code org.restante:type=Broker,name=...}.
     *
     * @param metrics not closed with this bean; its creator closes it afterwards
     * @throws IllegalStateException if a bean with this name exists already
     */
    public static BrokerBean register(String name, RestanteMetrics metrics) {
        try {
            ObjectName full = new ObjectName("org.restante:type=Broker,name=" + ObjectName.quote(name));
            BrokerBean bean = new BrokerBean(metrics.sampler(), full);
            ManagementFactory.getPlatformMBeanServer().registerMBean(bean, full);
            return bean;
        } catch (JMException e) {
            throw new IllegalStateException(
                    "the broker '" + name + "' cannot be registered for JMX: " + Reason.of(e), e);
        }
    }

    @Override
    public boolean isUp() {
        return sampler.isUp();
    }

    @Override
    public String getVersion() {
        return get(info -> info.about().version());
    }

    @Override
    public double getUptimeSeconds() {
        return get(info -> (info.about().now() - info.about().startedAt()) / MILLIS);
    }

    @Override
    public List<String> getAddresses() {
        return get(info -> info.about().addresses());
    }

    @Override
    public String getDataDirectory() {
        return get(info -> Objects.requireNonNullElse(info.about().data(), ""));
    }

    @Override
    public long getDiskBytes() {
        return get(info -> info.about().diskBytes());
    }

    @Override
    public int getConnections() {
        return get(info -> info.load().connections());
    }

    @Override
    public int getConsumers() {
        return get(info -> info.load().consumers());
    }

    @Override
    public long getWaiting() {
        return get(info -> info.load().waiting());
    }

    @Override
    public long getInFlight() {
        return get(info -> info.load().inFlight());
    }

    @Override
    public long getQueued() {
        return get(info -> info.traffic().queued());
    }

    @Override
    public long getAcknowledged() {
        return get(info -> info.traffic().acknowledged());
    }

    @Override
    public long getDeadLettered() {
        return get(info -> info.traffic().deadLettered());
    }

    @Override
    public long getRefused() {
        return get(info -> info.load().refused());
    }

    @Override
    public boolean isRoomInLog() {
        return get(info -> info.log().hasRoom());
    }

    @Override
    public List<Destination> getDestinations() {
        return sampler.current().destinations().entrySet().stream()
                .map(entry -> new Destination(
                        entry.getKey().destination(),
                        entry.getKey().subscription(),
                        entry.getValue().messages(),
                        entry.getValue().counts().inFlight(),
                        entry.getValue().counts().consumers()))
                .toList();
    }

    private <T> T get(Function<BrokerInfo, T> part) {
        Sample sample = sampler.current();
        BrokerInfo info = sample.info();
        if (info == null) {
            throw new IllegalStateException("the broker has not answered yet: " + sample.failure());
        }
        return part.apply(info);
    }

    /** Unregisters it. Idempotent. */
    @Override
    public void close() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            beans.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOG.debug("{} was unregistered before", name, e);
        } catch (JMException e) {
            throw new IllegalStateException("the bean " + name + " stays registered: " + Reason.of(e), e);
        }
    }
}
