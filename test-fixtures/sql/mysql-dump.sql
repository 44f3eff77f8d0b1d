-- MySQL dump 10.13  Distrib 9.7.4, for Linux (x86_64)
--
-- Host: localhost    Database: shop
/*!999999\- enable the sandbox mode */ 

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;

DROP TABLE IF EXISTS `item`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `item` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `note;` varchar(100) COLLATE utf8mb4_bin DEFAULT 'it''s; \'here\'' COMMENT "a; \"b\"",
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 /*!50100 COMMENT='x; y' */;

LOCK TABLES `item` WRITE;
/*!40000 ALTER TABLE `item` DISABLE KEYS */;
INSERT INTO `item` VALUES (1,'a;\n\\'),(2,'-- b'),(3,'/* c');
/*!40000 ALTER TABLE `item` ENABLE KEYS */;
UNLOCK TABLES;

/*!50003 SET sql_mode              = 'NO_AUTO_VALUE_ON_ZERO' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `item_bi` BEFORE INSERT ON `item` FOR EACH ROW BEGIN
  IF NEW.`note;` IS NULL THEN SET NEW.`note;` = ';'; END IF; # a; comment
END */;;
DELIMITER ;
/*!50106 DROP EVENT IF EXISTS `clean` */;
DELIMITER ;;
/*!50106 CREATE*/ /*!50117 DEFINER=`root`@`localhost`*/ /*!50106 EVENT `clean` ON SCHEDULE EVERY 1 DAY STARTS '2024-01-01 00:00:00' ON COMPLETION NOT PRESERVE ENABLE DO DELETE FROM item WHERE id < 0 */ ;;
DELIMITER ;

/*!50003 DROP FUNCTION IF EXISTS `total` */;
DELIMITER ;;
CREATE DEFINER=`root`@`localhost` FUNCTION `total`(n int) RETURNS int
    DETERMINISTIC
BEGIN
  DECLARE sum INT DEFAULT 0;
  each_one: WHILE n > 0 DO
    SET sum = sum + CASE WHEN n MOD 2 = 0 THEN n ELSE 0 END, n = n - 1;
  END WHILE each_one;
  RETURN sum;
END ;;
DELIMITER ;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `notes` AS select `item`.`note;` AS `end` from `item` */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;

-- Dump completed
