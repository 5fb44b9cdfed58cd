<?xml version="1.0"?>
<!-- A machine of QEMU. One of Xen's kinds becomes an ordinary PC: pvh and pv have no like there, and
     what they mean for the qube (its kernel from the host, or its own) is told by /machine/@kernel. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:run="urn:qube-manager:run" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">
  <xsl:output method="xml" indent="yes"/>

  <xsl:template match="/machine">
    <domain>
      <xsl:attribute name="type">
        <xsl:choose><xsl:when test="@accelerator = 'kvm'">kvm</xsl:when><xsl:otherwise>qemu</xsl:otherwise></xsl:choose>
      </xsl:attribute>
      <name><xsl:value-of select="@name"/></name>
      <uuid><xsl:value-of select="@uuid"/></uuid>
      <metadata><run:run><run:started><xsl:value-of select="@started"/></run:started></run:run></metadata>
      <!-- Nobody balances memory between machines of QEMU, so maxmem would only be lent for ever. -->
      <memory unit="MiB"><xsl:value-of select="@memory-mib"/></memory>
      <vcpu><xsl:value-of select="@vcpus"/></vcpu>
      <os>
        <type arch="x86_64" machine="pc">hvm</type>
        <xsl:if test="@kernel"><kernel><xsl:value-of select="@kernel"/></kernel></xsl:if>
        <xsl:if test="@initrd"><initrd><xsl:value-of select="@initrd"/></initrd></xsl:if>
        <xsl:if test="@command-line"><cmdline><xsl:value-of select="@command-line"/></cmdline></xsl:if>
        <xsl:if test="not(@kernel)"><boot dev="hd"/></xsl:if>
      </os>
      <features><acpi/><apic/></features>
      <xsl:call-template name="cpu"/>
      <clock offset="utc"/>
      <on_poweroff>destroy</on_poweroff>
      <on_reboot>destroy</on_reboot>
      <on_crash>destroy</on_crash>
      <devices>
        <xsl:if test="@emulator != ''"><emulator><xsl:value-of select="@emulator"/></emulator></xsl:if>
        <xsl:apply-templates select="disk"/>
        <controller type="usb" model="none"/>
        <controller type="virtio-serial" index="0"/>
        <xsl:apply-templates select="pci"/>
        <xsl:apply-templates select="outside"/>
        <xsl:call-template name="console"/>
        <channel type="unix">
          <source mode="bind" path="{@agent-socket}"/>
          <target type="virtio" name="org.qubes.agent.0"/>
        </channel>
        <memballoon model="virtio"/>
        <rng model="virtio"><backend model="random">/dev/urandom</backend></rng>
        <panic model="isa"/>
        <xsl:call-template name="more-devices"/>
      </devices>
      <xsl:call-template name="more"/>
      <!-- libvirt has no words for these sockets, QEMU has. -->
      <xsl:if test="link">
        <qemu:commandline><xsl:apply-templates select="link"/></qemu:commandline>
      </xsl:if>
    </domain>
  </xsl:template>

  <!-- To be replaced by templates that only add something. -->
  <xsl:template name="more-devices"/>
  <xsl:template name="more"/>

  <xsl:template name="cpu">
    <xsl:choose>
      <xsl:when test="@accelerator = 'kvm'"><cpu mode="host-passthrough"/></xsl:when>
      <!-- Today's distributions ask for more than QEMU's default offers. -->
      <xsl:otherwise><cpu mode="maximum"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="disk">
    <disk type="{@kind}" device="disk">
      <driver name="qemu" type="raw" discard="unmap">
        <!-- What is lost with the run anyway is not waited for. -->
        <xsl:if test="@lasting = 'no'"><xsl:attribute name="cache">unsafe</xsl:attribute></xsl:if>
      </driver>
      <xsl:choose>
        <xsl:when test="@kind = 'block'"><source dev="{@path}"/></xsl:when>
        <xsl:otherwise><source file="{@path}"/></xsl:otherwise>
      </xsl:choose>
      <target dev="vd{@letter}" bus="virtio"/>
      <xsl:if test="@access = 'ro'"><readonly/></xsl:if>
      <serial><xsl:value-of select="substring(@name, 1, 20)"/></serial>
    </disk>
  </xsl:template>

  <xsl:template name="console">
    <serial type="pty">
      <xsl:if test="@console-log"><log file="{@console-log}" append="off"/></xsl:if>
      <target port="0"/>
    </serial>
    <console type="pty"><target type="serial" port="0"/></console>
  </xsl:template>

  <xsl:template match="outside">
    <interface type="user">
      <mac address="{@mac}"/>
      <model type="virtio"/>
      <rom enabled="no"/>
    </interface>
  </xsl:template>

  <xsl:template match="link">
    <qemu:arg value="-netdev"/>
    <qemu:arg value="dgram,id={@name},local.type=unix,local.path={@own-socket},remote.type=unix,remote.path={@peer-socket}"/>
    <qemu:arg value="-device"/>
    <qemu:arg value="virtio-net-pci,id=card-{@name},netdev={@name},mac={@mac},addr={@slot},romfile="/>
  </xsl:template>

  <xsl:template match="pci">
    <hostdev mode="subsystem" type="pci" managed="yes">
      <source><address bus="0x{@bus}" slot="0x{@slot}" function="0x{@function}"/></source>
    </hostdev>
  </xsl:template>
</xsl:stylesheet>
