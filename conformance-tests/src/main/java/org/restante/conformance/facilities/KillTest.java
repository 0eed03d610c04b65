package org.restante.conformance.facilities;

