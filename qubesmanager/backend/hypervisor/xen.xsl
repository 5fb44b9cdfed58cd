<?xml version="1.0"?>
<!-- A machine of Xen, as libvirt's libxl driver takes it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:run="urn:qube-manager:run">
  <xsl:output method="xml" indent="yes"/>

  <xsl:template match="/machine">
    <domain type="xen">
      <name><xsl:value-of select="@name"/></name>
      <uuid><xsl:value-of select="@uuid"/></uuid>
      <metadata><run:run><run:started><xsl:value-of select="@started"/></run:started></run:run></metadata>
      <memory unit="MiB">
        <xsl:choose>
          <xsl:when test="@maxmem-mib &gt; @memory-mib"><xsl:value-of select="@maxmem-mib"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="@memory-mib"/></xsl:otherwise>
        </xsl:choose>
      </memory>
      <currentMemory unit="MiB"><xsl:value-of select="@memory-mib"/></currentMemory>
      <vcpu><xsl:value-of select="@vcpus"/></vcpu>
      <os>
        <xsl:choose>
          <xsl:when test="@virt-mode = 'pvh'"><type arch="x86_64" machine="xenpvh">xenpvh</type></xsl:when>
          <xsl:when test="@virt-mode = 'pv'"><type arch="x86_64" machine="xenpv">linux</type></xsl:when>
          <xsl:otherwise><type arch="x86_64" machine="xenfv">hvm</type></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="@kernel"><kernel><xsl:value-of select="@kernel"/></kernel></xsl:if>
        <xsl:if test="@initrd"><initrd><xsl:value-of select="@initrd"/></initrd></xsl:if>
        <xsl:if test="@command-line"><cmdline><xsl:value-of select="@command-line"/></cmdline></xsl:if>
        <xsl:if test="not(@kernel) and @virt-mode = 'hvm'"><boot dev="hd"/></xsl:if>
      </os>
      <xsl:if test="@virt-mode != 'pv'"><features><pae/><acpi/><apic/></features></xsl:if>
      <clock offset="utc" adjustment="reset"/>
      <on_poweroff>destroy</on_poweroff>
      <on_reboot>destroy</on_reboot>
      <on_crash>destroy</on_crash>
      <devices>
        <xsl:apply-templates select="disk"/>
        <xsl:apply-templates select="network"/>
        <xsl:apply-templates select="pci"/>
        <console type="pty"><target type="xen" port="0"/></console>
        <xsl:call-template name="more-devices"/>
      </devices>
      <xsl:call-template name="more"/>
    </domain>
  </xsl:template>

  <xsl:template name="more-devices"/>
  <xsl:template name="more"/>

  <xsl:template match="disk">
    <disk type="{@kind}" device="disk">
      <xsl:choose>
        <xsl:when test="@kind = 'block'"><driver name="phy"/><source dev="{@path}"/></xsl:when>
        <xsl:otherwise><driver name="file"/><source file="{@path}"/></xsl:otherwise>
      </xsl:choose>
      <target dev="xvd{@letter}" bus="xen"/>
      <xsl:if test="@access = 'ro'"><readonly/></xsl:if>
    </disk>
  </xsl:template>

  <xsl:template match="network">
    <interface type="ethernet">
      <mac address="{@mac}"/>
      <ip address="{@ip}"/>
      <backenddomain name="{@netvm}"/>
      <script path="vif-route-qubes"/>
    </interface>
  </xsl:template>

  <xsl:template match="pci">
    <hostdev mode="subsystem" type="pci" managed="yes">
      <source><address bus="0x{@bus}" slot="0x{@slot}" function="0x{@function}"/></source>
    </hostdev>
  </xsl:template>
</xsl:stylesheet>
